import { inTemporaryFolder } from '@dawnbook/grader';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Calls a function with the path of a temporary file, `…/corpus.txt`.
 *
 * @param text - what the file holds; `null` for a file that does not exist
 */
export function withCorpusFile<Result>(
  text: string | null,
  use: (path: string) => Promise<Result>,
): Promise<Result> {
  return inTemporaryFolder(async (directory) => {
    const path = join(directory, 'corpus.txt');
    if (text !== null) await writeFile(path, text);
    return use(path);
  });
}

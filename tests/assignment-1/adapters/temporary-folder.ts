import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Calls a function with a new temporary folder, which is removed afterwards. */
export async function inTemporaryFolder<Result>(
  use: (directory: string) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'dawnbook-suite-'));
  try {
    return await use(directory);
  } finally {
    await rm(directory, { recursive: true });
  }
}

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

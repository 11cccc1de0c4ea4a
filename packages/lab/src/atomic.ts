import { open, rename, rm } from 'node:fs/promises';
import { temporaryName } from './temporary.ts';

/** What a file can be made of: all of it at once, or chunk by chunk. */
export type FileContent =
  | string
  | Uint8Array
  | Iterable<string | Uint8Array>
  | AsyncIterable<string | Uint8Array>;

/**
 * Writes a file whole or not at all: first under a temporary name in the same folder, then flushed to the disk, then
 * renamed. Whoever reads `path` sees the old content or the new one, and nothing else, however this process ends.
 *
 * @param content strings are written as UTF-8; an iterable is written chunk by chunk and never collected
 * @throws whatever the system or the iterable throws; `path` is then as it was, and the temporary file is gone
 */
export async function writeFileAtomic(path: string, content: FileContent): Promise<void> {
  const temporary = temporaryName(path);
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

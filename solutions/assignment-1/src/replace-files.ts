import { rename, rm, stat } from 'node:fs/promises';

/**
 * Writes files whole or not at all: `write` gets a temporary name next to each path, and only when all of them are
 * complete do they take the places of the old ones. If anything fails the old files stay as they are and the temporary
 * ones are removed.
 *
 * @throws Error naming the path if something other than a file is in its place; whatever `write` throws.
 */
export async function replaceFiles(
  paths: readonly string[],
  write: (temporaryPaths: string[]) => Promise<void>,
): Promise<void> {
  // The process id keeps two programs apart that write the same file at the same time.
  const temporary = paths.map((path) => `${path}.${process.pid}.tmp`);
  try {
    await write(temporary);
    // Before the first rename, since there is no way to rename several files at once.
    for (const path of paths) {
      const old = await stat(path).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      if (old !== undefined && !old.isFile()) throw new Error(`${path} cannot be replaced: it is not a file`);
    }
    for (const [index, path] of paths.entries()) await rename(temporary[index]!, path);
  } catch (error) {
    for (const path of temporary) await rm(path, { force: true });
    throw error;
  }
}

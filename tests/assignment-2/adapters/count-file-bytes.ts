/** Counts the bytes that somebody reads from files, by any of Node's functions. */
import fs from 'node:fs';
import { open } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

type Anything = (...args: unknown[]) => unknown;

/** Where bytes come from, and how many a result holds. */
const sizeOfRead = (result: unknown): number => (result as { bytesRead: number }).bytesRead;
const sizeOfFile = (result: unknown): number => (result as { length: number }).length;

/**
 * Runs a function and counts. `createReadStream` and memory-mapped tricks are not there: they throw.
 *
 * @param path - any file that can be opened; only to find out what a file handle is
 */
export async function countFileBytes<T>(
  path: string,
  use: () => Promise<T>,
): Promise<{ result: T; bytesRead: number }> {
  let bytesRead = 0;
  const handle = await open(path, 'r');
  const prototype = Object.getPrototypeOf(handle) as Record<string, Anything>;
  await handle.close();
  const undo: (() => void)[] = [];
  const replace = (holder: object, name: string, make: (original: Anything) => Anything): void => {
    const methods = holder as Record<string, Anything>;
    const original = methods[name]!;
    methods[name] = make(original);
    undo.push(() => (methods[name] = original));
  };
  const counting =
    (size: (result: unknown) => number) =>
    (original: Anything): Anything =>
      async function (this: unknown, ...args) {
        const result = await original.apply(this, args);
        bytesRead += size(result);
        return result;
      };
  const countingSync =
    (size: (result: unknown) => number) =>
    (original: Anything): Anything =>
      function (this: unknown, ...args) {
        const result = original.apply(this, args);
        bytesRead += size(result);
        return result;
      };
  replace(prototype, 'read', counting(sizeOfRead));
  replace(prototype, 'readv', counting(sizeOfRead));
  replace(prototype, 'readFile', counting(sizeOfFile));
  replace(fs.promises, 'readFile', counting(sizeOfFile));
  replace(fs, 'readFileSync', countingSync(sizeOfFile));
  replace(fs, 'readSync', countingSync(Number));
  for (const name of ['createReadStream', 'read', 'readv', 'readFile']) {
    replace(fs, name, () => () => {
      throw new Error(`use FileHandle.read of node:fs/promises, whose bytes can be counted, and not ${name}`);
    });
  }
  syncBuiltinESMExports();
  try {
    return { result: await use(), bytesRead };
  } finally {
    for (const restore of undo) restore();
    syncBuiltinESMExports();
  }
}

import { open } from 'node:fs/promises';
import type { Bytes } from './bytes.ts';

/** Random access to bytes, at most 64 KiB at a time. */
export interface ByteReader {
  size: number;
  /** Up to `length` bytes from `start`; fewer are possible, none only at the end. */
  read(start: number, length: number): Promise<Bytes>;
}

/** The most that one `read` returns. */
const MAX_READ = 64 * 1024;

/**
 * Opens a file for reading. `await using file = await openByteReader(path)` closes it at the end of the scope.
 *
 * @throws Error naming the path if it is missing, unreadable or not a regular file.
 */
export async function openByteReader(path: string): Promise<ByteReader & AsyncDisposable> {
  const handle = await open(path);
  const stats = await handle.stat();
  if (!stats.isFile()) {
    await handle.close();
    throw new Error(`${path} is not a regular file`);
  }
  return {
    size: stats.size,
    async read(start, length) {
      const buffer = new Uint8Array(Math.min(length, MAX_READ));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
      return buffer.subarray(0, bytesRead);
    },
    [Symbol.asyncDispose]: () => handle.close(),
  };
}

import { MAX_READ, type ByteReader } from './byte-reader.ts';
import type { Bytes } from './bytes.ts';

/**
 * Where a file may be cut into about equal chunks for separate counting: at the first byte of an occurrence of
 * `splitToken`, the first one at or after i · size / numChunks, for i = 1 … numChunks − 1. Where several of these fall
 * on the same occurrence there are fewer chunks.
 *
 * Reads only from each of these places to the next occurrence, which is little of a large file.
 *
 * @returns ascending, distinct offsets from 0 to `file.size`; `[0, 0]` for an empty file.
 * @throws RangeError if `numChunks` is not an integer ≥ 1 or `splitToken` is empty.
 * @throws Error if the file ends before `file.size`.
 */
export async function findChunkBoundaries(
  file: ByteReader,
  numChunks: number,
  splitToken: Bytes,
): Promise<number[]> {
  if (!Number.isInteger(numChunks) || numChunks < 1) {
    throw new RangeError(`numChunks is ${numChunks}; it must be an integer of at least 1`);
  }
  if (splitToken.length === 0) throw new RangeError('the token to split at is empty');

  const boundaries = [0];
  for (let i = 1; i < numChunks; i++) {
    const target = Math.floor((i * file.size) / numChunks);
    const last = boundaries.at(-1)!;
    if (boundaries.length > 1 && target <= last) continue; // the previous search has gone past this place
    const found = await findToken(file, target, splitToken);
    if (found === undefined) break; // nor will a later search find one
    if (found > last) boundaries.push(found);
  }
  boundaries.push(file.size);
  return boundaries;
}

/** The offset of the first occurrence at or after `from`. */
async function findToken(file: ByteReader, from: number, token: Bytes): Promise<number | undefined> {
  // The end of what has been read: an occurrence may begin in one read and end in the next.
  let tail: Bytes = new Uint8Array(0);
  let at = from;
  while (at < file.size) {
    const read = await file.read(at, Math.min(MAX_READ, file.size - at));
    if (read.length === 0) throw new Error(`the file ends at byte ${at}, expected ${file.size} bytes`);
    const block = Buffer.concat([tail, read]);
    const index = block.indexOf(token);
    if (index >= 0) return at - tail.length + index;
    at += read.length;
    tail = block.subarray(Math.max(0, block.length - (token.length - 1)));
  }
  return undefined;
}

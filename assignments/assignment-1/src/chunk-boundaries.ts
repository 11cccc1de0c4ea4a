import { notImplemented } from '@dawnbook/grader';
import type { ByteReader } from './byte-reader.ts';
import type { Bytes } from './bytes.ts';

/**
 * Where a file may be cut into about equal chunks: at the first byte of an occurrence of `splitToken`, the first one that
 * begins at or after ⌊i · size / numChunks⌋, for i = 1 … numChunks − 1.
 *
 * `file.read` may return less than it was asked for, so an occurrence may stretch over several reads. For a frequent
 * token at most 128 KiB per chunk are read. About 35 lines.
 *
 * Handout: README.md#chunk-boundaries
 *
 * @returns ascending, distinct offsets from 0 to `file.size`, at most `numChunks` + 1; `[0, 0]` for an empty file.
 * @throws RangeError if `numChunks` is not an integer of at least 1, or `splitToken` is empty.
 */
export async function findChunkBoundaries(
  file: ByteReader,
  numChunks: number,
  splitToken: Bytes,
): Promise<number[]> {
  throw notImplemented('chunk-boundaries');
}

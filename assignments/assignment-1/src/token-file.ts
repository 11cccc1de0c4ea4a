import { notImplemented } from '@dawnbook/grader';

/**
 * Writes token ids as a NumPy array (`.npy`, version 1.0): `<u2` if `vocabSize` ≤ 65,536, else `<u4`; a header of 128
 * bytes; little-endian on every machine. Goes through `ids` once, without collecting it, and awaits each write of at most
 * 64 KiB. The file appears whole or not at all. About 50 lines.
 *
 * Handout: README.md#token-file
 *
 * @throws RangeError for an id that is not an integer from 0 to `vocabSize` - 1, naming it and its index; if
 * `vocabSize` is not an integer from 1 to 2^32.
 * @throws Error naming the path if writing fails; whatever `ids` throws. An old file then stays.
 */
export async function saveTokenFile(path: string, ids: Iterable<number>, vocabSize: number): Promise<void> {
  throw notImplemented('token-file');
}

/**
 * Reads token ids that {@link saveTokenFile} or NumPy has written. About 30 lines.
 *
 * Handout: README.md#token-file
 *
 * @throws TokenizerError with what was found: no magic string, another version, dtype or shape, a file that is shorter or
 * longer than its header says.
 * @throws Error naming the path if the file cannot be read.
 */
export async function readTokenFile(path: string): Promise<Uint16Array | Uint32Array> {
  throw notImplemented('token-file');
}

import { open, readFile } from 'node:fs/promises';
import { latin1, type Bytes } from './bytes.ts';
import { TokenizerError } from './errors.ts';
import { replaceFiles } from './replace-files.ts';

const MAGIC = '\x93NUMPY';

/** Magic, version, header length and header of a one-dimensional array: 128 bytes, whatever its size (≤ 2^53). */
const HEADER_BYTES = 128;

const IDS_PER_WRITE = 16 * 1024;

/**
 * Writes token ids as a NumPy array (`.npy`, version 1.0), which NumPy can map into memory: unsigned 16-bit integers
 * if all ids of the vocabulary fit, else 32-bit ones, little-endian on every machine.
 *
 * Works through `ids` once without collecting it. The number of ids stands in the header and is known only at the end,
 * so the header is written last, into the room left for it. The file appears whole or not at all.
 *
 * Source: NumPy, "NEP 1: A simple file format for NumPy arrays".
 *
 * @throws RangeError for an id that is not an integer from 0 to `vocabSize` - 1, naming it and its index; if
 * `vocabSize` is not an integer from 1 to 2^32.
 * @throws Error naming the path if writing fails; an old file then stays.
 */
export async function saveTokenFile(path: string, ids: Iterable<number>, vocabSize: number): Promise<void> {
  if (!Number.isInteger(vocabSize) || vocabSize < 1 || vocabSize > 2 ** 32) {
    throw new RangeError(`vocabSize is ${vocabSize}; it must be an integer from 1 to 2^32`);
  }
  const width = vocabSize <= 2 ** 16 ? 2 : 4; // the largest id is one less, so 65,536 still fits
  await replaceFiles([path], async ([temporaryPath]) => {
    await using file = await open(temporaryPath!, 'w');
    const block = new DataView(new ArrayBuffer(IDS_PER_WRITE * width));
    let count = 0;
    let filled = 0; // bytes of the block
    let position = HEADER_BYTES;
    const flush = async (): Promise<void> => {
      await writeFully(file, new Uint8Array(block.buffer, 0, filled), position);
      position += filled;
      filled = 0;
    };
    for (const id of ids) {
      if (!Number.isInteger(id) || id < 0 || id >= vocabSize) {
        throw new RangeError(`id ${id} at index ${count} is not an integer from 0 to ${vocabSize - 1}`);
      }
      if (width === 2) block.setUint16(filled, id, true);
      else block.setUint32(filled, id, true);
      filled += width;
      count++;
      if (filled === block.byteLength) await flush();
    }
    await flush();
    await writeFully(file, header(width, count), 0);
  });
}

/**
 * Reads token ids that {@link saveTokenFile} or NumPy has written.
 *
 * @throws TokenizerError naming the path and what was found if the file is not a one-dimensional `.npy` array, version 1.0,
 * of little-endian unsigned 16-bit or 32-bit integers, or is shorter or longer than its header says.
 * @throws Error naming the path if the file cannot be read.
 */
export async function readTokenFile(path: string): Promise<Uint16Array | Uint32Array> {
  const bytes = await readFile(path);
  const fail = (problem: string): never => {
    throw new TokenizerError(`${path}: ${problem}`);
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (latin1(bytes.subarray(0, MAGIC.length)) !== MAGIC)
    fail('not a .npy file (it does not begin with \\x93NUMPY)');
  if (bytes.length < 10) fail(`truncated: ${bytes.length} bytes end before the header`);
  const version = `${bytes[6]}.${bytes[7]}`;
  if (version !== '1.0') fail(`.npy version ${version}; supported: 1.0`);
  const start = 10 + view.getUint16(8, true);
  if (bytes.length < start) fail(`truncated: ${bytes.length} bytes, the header alone takes ${start}`);

  const text = latin1(bytes.subarray(10, start));
  const dtype = /'descr':\s*'([^']*)'/.exec(text)?.[1];
  if (dtype !== '<u2' && dtype !== '<u4') {
    return fail(`dtype ${dtype ?? `not found in the header ${JSON.stringify(text)}`}; supported: <u2, <u4`);
  }
  const shape = /'shape':\s*\(([^)]*)\)/.exec(text)?.[1];
  const count = shape === undefined ? undefined : /^\s*(\d+),\s*$/.exec(shape)?.[1];
  if (count === undefined) return fail(`shape (${shape ?? ''}); supported: one dimension, as (3,)`);

  const ids = dtype === '<u2' ? new Uint16Array(Number(count)) : new Uint32Array(Number(count));
  if (bytes.length !== start + ids.byteLength) {
    const problem = bytes.length < start + ids.byteLength ? 'truncated' : 'too long';
    fail(
      `${problem}: ${count} ids of dtype ${dtype} take ${ids.byteLength} bytes, found ${bytes.length - start}`,
    );
  }
  // A DataView reads little-endian everywhere; a typed array over the file would follow the machine.
  for (let i = 0; i < ids.length; i++) {
    ids[i] = dtype === '<u2' ? view.getUint16(start + 2 * i, true) : view.getUint32(start + 4 * i, true);
  }
  return ids;
}

function header(width: 2 | 4, count: number): Bytes {
  const dictionary = `{'descr': '<u${width}', 'fortran_order': False, 'shape': (${count},), }`;
  const bytes = new Uint8Array(HEADER_BYTES).fill(0x20);
  bytes.set(Buffer.from(`${MAGIC}\x01\x00`, 'latin1'));
  new DataView(bytes.buffer).setUint16(8, HEADER_BYTES - 10, true);
  bytes.set(Buffer.from(dictionary, 'latin1'), 10);
  bytes[HEADER_BYTES - 1] = 0x0a;
  return bytes;
}

async function writeFully(
  file: Awaited<ReturnType<typeof open>>,
  bytes: Bytes,
  position: number,
): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const result = await file.write(bytes, written, bytes.length - written, position + written);
    written += result.bytesWritten;
  }
}

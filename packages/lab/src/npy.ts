/**
 * Arrays in NumPy's `.npy` format: magic bytes, version, length of a header, the header, and the elements.
 *
 * Source: NumPy, "numpy.lib.format: NPY format" (numpy.org/doc/stable/reference/generated/numpy.lib.format.html).
 */
import { readFile } from 'node:fs/promises';
import {
  type ArrayData,
  type ArrayEntry,
  bytesOf,
  checkByteOrder,
  decodeArray,
  elementTypeNamed,
  elementTypeNames,
  elementTypeOf,
  problemOf,
  sizeOf,
} from './arrays.ts';
import { writeFileAtomic } from './atomic.ts';
import { type Fail, formatNpyHeader, parseNpyHeader } from './npy-header.ts';

/** An `.npy` or `.npz` file that is not what it should be. The message names the file, and the array of an `.npz`. */
export class NpyError extends Error {
  override readonly name = 'NpyError';
}

const MAGIC = Buffer.from('\x93NUMPY', 'latin1');
/**
 * Bytes of the header's length by version. The encoding is another one in 3.0, but all that is read here is ASCII: other
 * characters come in names of records' fields.
 */
const VERSIONS: Readonly<Record<string, number>> = { '1.0': 2, '2.0': 4, '3.0': 4 };
const LENGTH_AT = MAGIC.length + 2;
/** As in NumPy: nobody needs more, and a damaged length is noticed. */
const MAX_HEADER_BYTES = 10_000;
/** Data begins at a multiple of this, so that NumPy can map it into memory. */
const ALIGNMENT = 64;
/** NumPy 2 has no arrays of more axes (NumPy 1: 32). */
const MAX_AXES = 64;

/**
 * Writes an array to a file, which appears whole or not at all. It is the one that `np.save` writes, byte for byte: version
 * 1.0, row by row.
 *
 * @param entry - its `data` decides about the dtype: `<f4` for a Float32Array; `|b1` for a Uint8Array marked as `bool`
 * @throws RangeError naming the file if the shape does not fit the data; whatever the system throws, and `path` is then as
 * it was
 */
export async function writeNpy(path: string, entry: ArrayEntry): Promise<void> {
  await writeFileAtomic(path, encodeNpy(entry, `writeNpy: ${path}: the array`));
}

/**
 * Reads an array, with memory of its own, row by row whatever the order in the file. Booleans are bytes, and marked.
 *
 * @throws NpyError if the file is damaged or truncated, or has a dtype that is not supported (big-endian, complex, text,
 * records, Python objects)
 * @throws Error of the system if the file cannot be read
 */
export async function readNpy(path: string): Promise<ArrayEntry> {
  return decodeNpy(await readFile(path), (problem) => {
    throw new NpyError(`${path}: ${problem}`);
  });
}

/**
 * The bytes of a file, as header and data.
 *
 * @param subject - what the error is about, as the beginning of its sentence
 * @throws RangeError if the shape does not fit the data
 */
export function encodeNpy(entry: ArrayEntry, subject: string): [head: Uint8Array, data: Uint8Array] {
  checkByteOrder();
  const { shape, data } = entry;
  const problem = problemOf(entry);
  if (problem !== undefined) throw new RangeError(`${subject} ${problem}`);
  if (shape.length > MAX_AXES)
    throw new RangeError(`${subject} has ${shape.length} axes; NumPy has at most ${MAX_AXES}`);
  const text = formatNpyHeader(elementTypeOf(entry).npy, shape);
  const start = LENGTH_AT + VERSIONS['1.0']!;
  // At least one byte for the newline, and as in NumPy a whole block of spaces where none would be needed.
  const end = (Math.floor((start + text.length + 1) / ALIGNMENT) + 1) * ALIGNMENT;
  const head = Buffer.alloc(end, ' ');
  MAGIC.copy(head);
  head[MAGIC.length] = 1;
  head[MAGIC.length + 1] = 0;
  head.writeUInt16LE(end - start, LENGTH_AT);
  head.write(text, start, 'latin1');
  head.write('\n', end - 1);
  return [head, bytesOf(data)];
}

/** The array in the bytes of a file. */
export function decodeNpy(bytes: Buffer, fail: Fail): ArrayEntry {
  checkByteOrder();
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC))
    fail('not an npy file: it does not begin with \\x93NUMPY');
  if (bytes.length < LENGTH_AT + 4)
    fail(`truncated: ${bytes.length} bytes, less than the length of the header`);
  const version = `${bytes[MAGIC.length]}.${bytes[MAGIC.length + 1]}`;
  const lengthBytes =
    VERSIONS[version] ??
    fail(`npy version ${version} is not supported; supported: ${Object.keys(VERSIONS).join(', ')}`);
  const headerAt = LENGTH_AT + lengthBytes;
  const headerBytes = bytes.readUIntLE(LENGTH_AT, lengthBytes);
  if (headerBytes > MAX_HEADER_BYTES)
    fail(`its header would have ${headerBytes} bytes; at most ${MAX_HEADER_BYTES} are read`);
  const start = headerAt + headerBytes;
  if (bytes.length < start) fail(`truncated: ${bytes.length} bytes, the header alone ends at ${start}`);
  const { descr, fortranOrder, shape } = parseNpyHeader(bytes.toString('latin1', headerAt, start), fail);

  const type = elementTypeNamed(descr, 'npy') ?? fail(unsupported(descr));
  const end = start + sizeOf(shape) * type.array.BYTES_PER_ELEMENT;
  if (bytes.length < end)
    fail(`truncated: ${bytes.length} bytes, ${descr} [${shape.join(', ')}] ends at ${end}`);
  if (bytes.length > end) fail(`${bytes.length - end} bytes follow the array`);
  const entry = decodeArray(type, shape, bytes.subarray(start));
  const problem = problemOf(entry);
  if (problem !== undefined) fail(`the array ${problem}`);
  return fortranOrder ? { ...entry, data: toRowMajor(entry) } : entry;
}

function unsupported(descr: string): string {
  let why = '';
  if (descr.startsWith('>')) why = ' (big-endian)';
  if (descr === '|O') why = ' (Python objects, as a pickle)';
  return `dtype ${descr}${why} is not supported; supported: ${elementTypeNames('npy')}`;
}

/** Puts elements that lie column by column into rows. */
function toRowMajor({ shape, data }: ArrayEntry): ArrayData {
  const rows = data.slice();
  // Elements are only copied, so that it does not matter which of the types this is.
  const [target, source] = [rows, data] as [Uint8Array, Uint8Array];
  const strides = shape.map((_, axis) => sizeOf(shape.slice(0, axis)));
  const index = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < target.length; to++) {
    target[to] = source[from]!;
    // The next index in rows: count up the last axis, and carry.
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis]!;
      index[axis]! += 1;
      if (index[axis]! < shape[axis]!) break;
      from -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
  return rows;
}

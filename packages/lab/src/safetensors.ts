/**
 * Files of named tensors in the safetensors format: eight bytes with the length of a JSON header, the header, and the bytes
 * of all tensors, little-endian and row by row.
 *
 * Source: Hugging Face, "safetensors: Format" (README of github.com/huggingface/safetensors).
 */
import { readFile } from 'node:fs/promises';
import {
  type ArrayEntry,
  bytesOf,
  checkByteOrder,
  decodeArray,
  elementTypeNamed,
  elementTypeNames,
  elementTypeOf,
  isLengths,
  problemOf,
  sizeOf,
} from './arrays.ts';
import { writeFileAtomic } from './atomic.ts';

/** Content of a file. */
export interface SafetensorsFile {
  /** Tensors by name. */
  readonly tensors: Record<string, ArrayEntry>;
  /** Whatever else there is to say, text by name. */
  readonly metadata: Record<string, string>;
}

/** A file that is not what it should be. The message names the file, and the tensor if it is about one. */
export class SafetensorsError extends Error {
  override readonly name = 'SafetensorsError';
}

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: number[];
  readonly data_offsets: [number, number];
}

const LENGTH_BYTES = 8;
/** As in the format's own implementation: nobody needs more, and a damaged length is noticed. */
const MAX_HEADER_BYTES = 100_000_000;
/** Data begins at a multiple of this, so that every array can be viewed in place. */
const ALIGNMENT = 8;

/**
 * Writes tensors to a file, which appears whole or not at all.
 *
 * @param tensors - by name; they lie in the file in the order of the names
 * @throws RangeError naming the tensor whose shape does not fit its data; whatever the system throws, and `path` is then as
 * it was
 */
export async function writeSafetensors(
  path: string,
  tensors: Readonly<Record<string, ArrayEntry>>,
  metadata: Readonly<Record<string, string>> = {},
): Promise<void> {
  checkByteOrder();
  // Wider elements first: each tensor is then aligned to its own elements without padding, which the format forbids.
  const ordered = Object.entries(tensors).toSorted(
    ([nameA, a], [nameB, b]) =>
      b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT || (nameA < nameB ? -1 : 1),
  );
  const header: Record<string, unknown> = Object.keys(metadata).length > 0 ? { __metadata__: metadata } : {};
  let end = 0;
  for (const [name, entry] of ordered) {
    const problem = problemOf(entry);
    if (problem !== undefined) throw new RangeError(`writeSafetensors: ${name} ${problem}`);
    const start = end;
    end += entry.data.byteLength;
    header[name] = {
      dtype: elementTypeOf(entry).safetensors,
      shape: entry.shape,
      data_offsets: [start, end],
    };
  }
  const text = Buffer.from(JSON.stringify(header));
  const padded = Math.ceil(text.length / ALIGNMENT) * ALIGNMENT;
  const head = Buffer.alloc(LENGTH_BYTES + padded, ' ');
  head.writeBigUInt64LE(BigInt(padded));
  text.copy(head, LENGTH_BYTES);
  await writeFileAtomic(path, [head, ...ordered.map(([, { data }]) => bytesOf(data))]);
}

/**
 * Reads a file of tensors. Each array has memory of its own.
 *
 * @throws SafetensorsError if the file is damaged or truncated, or has a type that is not supported (BF16, F8, …)
 * @throws Error of the system if the file cannot be read
 */
export async function readSafetensors(path: string): Promise<SafetensorsFile> {
  checkByteOrder();
  const bytes = await readFile(path);
  const fail = (problem: string): never => {
    throw new SafetensorsError(`${path}: ${problem}`);
  };
  if (bytes.length < LENGTH_BYTES)
    fail(`truncated: ${bytes.length} bytes, less than the length of the header`);
  const headerBytes = Number(bytes.readBigUInt64LE());
  if (headerBytes > MAX_HEADER_BYTES)
    fail(`not a safetensors file: its header would have ${headerBytes} bytes`);
  const start = LENGTH_BYTES + headerBytes;
  if (bytes.length < start) fail(`truncated: ${bytes.length} bytes, the header alone ends at ${start}`);
  const header =
    parseHeader(bytes.toString('utf8', LENGTH_BYTES, start)) ?? fail('the header is not a JSON object');

  const tensors: Record<string, ArrayEntry> = {};
  let metadata: Record<string, string> = {};
  let end = 0; // of the data so far: tensors lie one behind the other, without holes
  const entries: [string, HeaderEntry][] = [];
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__')
      metadata = isTextRecord(entry) ? entry : fail('__metadata__ is not text by name');
    else
      entries.push([
        name,
        isHeaderEntry(entry) ? entry : fail(`${name}: its entry in the header is damaged`),
      ]);
  }
  for (const [name, { dtype, shape, data_offsets }] of entries.toSorted(byOffset)) {
    const type =
      elementTypeNamed(dtype, 'safetensors') ??
      fail(`${name} is ${dtype}; supported: ${elementTypeNames('safetensors')}`);
    const [from, to] = data_offsets;
    if (from !== end || to < from)
      fail(`${name} lies at ${from} to ${to}, but the one before it ends at ${end}`);
    const length = sizeOf(shape) * type.array.BYTES_PER_ELEMENT;
    if (to - from !== length)
      fail(`${name} has ${to - from} bytes; ${dtype} [${shape.join(', ')}] takes ${length}`);
    if (start + to > bytes.length) {
      fail(`truncated: ${name} ends at byte ${start + to}, the file has ${bytes.length}`);
    }
    const entry = decodeArray(type, shape, bytes.subarray(start + from, start + to));
    const problem = problemOf(entry);
    if (problem !== undefined) fail(`${name} ${problem}`);
    tensors[name] = entry;
    end = to;
  }
  if (start + end !== bytes.length) fail(`${bytes.length - start - end} bytes follow the last tensor`);
  return { tensors, metadata };
}

function byOffset([, a]: [string, HeaderEntry], [, b]: [string, HeaderEntry]): number {
  return a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1];
}

function parseHeader(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTextRecord(value: unknown): value is Record<string, string> {
  return isRecord(value) && Object.values(value).every((text) => typeof text === 'string');
}

function isHeaderEntry(value: unknown): value is HeaderEntry {
  if (!isRecord(value) || typeof value['dtype'] !== 'string') return false;
  const { shape, data_offsets: offsets } = value;
  return isLengths(shape) && isLengths(offsets) && offsets.length === 2;
}

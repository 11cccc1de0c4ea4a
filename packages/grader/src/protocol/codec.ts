/**
 * Plain data as bytes and back.
 *
 * A value becomes JSON in which typed arrays are references to the bytes that follow it, and numbers that JSON lacks
 * are spelled out. Decoding builds fresh objects from a closed set of types, so nothing that a submission sends can
 * carry code, getters or a prototype into the judge.
 */
import { type Plain, TYPED_ARRAYS, typedArrayName } from '../plain-data.ts';

/** A value that cannot cross the seam, or bytes that no value encodes to. */
export class CodecError extends Error {
  override readonly name = 'CodecError';
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Marks an object in the JSON that stands for something that JSON lacks. */
const TAG = '$';
const MAX_DEPTH = 64;

const SPECIAL_NUMBERS: Readonly<Record<string, number>> = {
  nan: NaN,
  inf: Infinity,
  '-inf': -Infinity,
  '-0': -0,
};

function specialNumberName(value: number): string | undefined {
  if (Number.isFinite(value) && !Object.is(value, -0)) return undefined;
  return Object.keys(SPECIAL_NUMBERS).find((name) => Object.is(SPECIAL_NUMBERS[name], value));
}

/** JSON text and the typed arrays that it refers to. */
export interface Encoded {
  readonly json: string;
  readonly blobs: Uint8Array;
}

/**
 * @param what - names the value in errors: `the result of run.encode`
 * @throws {@link CodecError} for functions, symbols, bigints, class instances, cycles and the key `$`
 */
export function encodePlain(value: unknown, what: string): Encoded {
  const blobs: Uint8Array[] = [];
  let blobBytes = 0;

  const encode = (node: unknown, path: string, depth: number): Json => {
    if (depth > MAX_DEPTH)
      throw new CodecError(`${path} is nested more than ${MAX_DEPTH} levels deep (a cycle?)`);
    if (node === null || typeof node === 'boolean' || typeof node === 'string') return node;
    if (typeof node === 'number') {
      const name = specialNumberName(node);
      return name === undefined ? node : { [TAG]: name };
    }
    const type = typedArrayName(node);
    if (type !== undefined) {
      const array = node as Uint8Array;
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
      blobs.push(bytes);
      blobBytes += bytes.byteLength;
      return { [TAG]: type, n: array.length };
    }
    if (Array.isArray(node)) {
      const list: Json[] = [];
      for (let i = 0; i < node.length; i++) list.push(encode(node[i], `${path}[${i}]`, depth + 1));
      return list;
    }
    if (typeof node === 'object') {
      const prototype: unknown = Object.getPrototypeOf(node);
      if (prototype !== Object.prototype && prototype !== null) {
        throw new CodecError(`${path} is ${describe(node)}; only plain data can be sent`);
      }
      const record: { [key: string]: Json } = {};
      for (const [key, child] of Object.entries(node)) {
        if (key === TAG || key === '__proto__') throw new CodecError(`${path} has the reserved key '${key}'`);
        if (child !== undefined) record[key] = encode(child, `${path}.${key}`, depth + 1);
      }
      return record;
    }
    throw new CodecError(`${path} is ${describe(node)}; only plain data can be sent`);
  };

  const json = JSON.stringify(encode(value, what, 0));
  const joined = new Uint8Array(blobBytes);
  let at = 0;
  for (const bytes of blobs) {
    joined.set(bytes, at);
    at += bytes.byteLength;
  }
  return { json, blobs: joined };
}

/**
 * The inverse of {@link encodePlain}.
 *
 * @throws {@link CodecError} when the two do not belong together
 */
export function decodePlain({ json, blobs }: Encoded): Plain {
  let parsed: Json;
  try {
    parsed = JSON.parse(json) as Json;
  } catch (error) {
    throw new CodecError(`not JSON: ${(error as Error).message}`);
  }
  // Typed arrays were appended in the order in which encoding met them; decoding walks in the same order.
  let at = 0;
  const decode = (node: Json, depth: number): Plain => {
    if (depth > MAX_DEPTH) throw new CodecError(`nested more than ${MAX_DEPTH} levels deep`);
    if (node === null || typeof node !== 'object') return node;
    if (Array.isArray(node)) return node.map((child) => decode(child, depth + 1));
    const tag = Object.hasOwn(node, TAG) ? node[TAG] : undefined;
    if (tag === undefined) {
      const record: { [key: string]: Plain } = {};
      for (const [key, child] of Object.entries(node)) {
        if (key === '__proto__') throw new CodecError("the reserved key '__proto__'");
        record[key] = decode(child, depth + 1);
      }
      return record;
    }
    if (typeof tag === 'string' && Object.hasOwn(SPECIAL_NUMBERS, tag)) return SPECIAL_NUMBERS[tag]!;
    if (typeof tag === 'string' && Object.hasOwn(TYPED_ARRAYS, tag)) {
      const TypedArrayClass = TYPED_ARRAYS[tag as keyof typeof TYPED_ARRAYS];
      const length = node['n'];
      if (typeof length !== 'number' || !Number.isSafeInteger(length) || length < 0) {
        throw new CodecError('a typed array without a length');
      }
      const byteLength = length * TypedArrayClass.BYTES_PER_ELEMENT;
      if (at + byteLength > blobs.byteLength)
        throw new CodecError('a typed array that is longer than the frame');
      // A copy: it is aligned, and it does not keep the whole frame alive. (A Buffer's `slice` would be neither.)
      const bytes = new Uint8Array(blobs.subarray(at, at + byteLength));
      at += byteLength;
      return new TypedArrayClass(bytes.buffer);
    }
    throw new CodecError(`an unknown tag ${JSON.stringify(tag)}`);
  };
  const value = decode(parsed, 0);
  if (at !== blobs.byteLength) throw new CodecError(`${blobs.byteLength - at} bytes that nothing refers to`);
  return value;
}

function describe(value: unknown): string {
  if (value === undefined) return 'undefined';
  if (typeof value === 'object' && value !== null) {
    const name: unknown = (value as { constructor?: { name?: unknown } }).constructor?.name;
    return typeof name === 'string' && name !== '' ? `a ${name}` : 'an object of unknown class';
  }
  return `a ${typeof value}`;
}

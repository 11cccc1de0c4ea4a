/** Arrays of numbers as files hold them, whatever the format: element types, shapes, bytes. */
import { endianness } from 'node:os';

/** What the elements of a tensor in a file are held in. */
export type ArrayData =
  | Float64Array
  | Float32Array
  | Float16Array
  | BigInt64Array
  | BigUint64Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array;

/** A tensor as plain data: elements row by row, and axis lengths. */
export interface ArrayEntry {
  readonly shape: readonly number[];
  readonly data: ArrayData;
  /** There if the elements are booleans: `data` are then bytes, 0 or 1. */
  readonly bool?: true;
}

type ArrayOf = new (buffer: ArrayBuffer) => ArrayData;

/** A type of elements that there is a JavaScript array for, and its name in each format. */
export interface ElementType {
  readonly array: ArrayOf & { readonly BYTES_PER_ELEMENT: number };
  readonly safetensors: string;
  readonly npy: string;
  readonly bool?: true;
}

const ELEMENT_TYPES: readonly ElementType[] = [
  { array: Float64Array, safetensors: 'F64', npy: '<f8' },
  { array: Float32Array, safetensors: 'F32', npy: '<f4' },
  { array: Float16Array, safetensors: 'F16', npy: '<f2' },
  { array: BigInt64Array, safetensors: 'I64', npy: '<i8' },
  { array: BigUint64Array, safetensors: 'U64', npy: '<u8' },
  { array: Int32Array, safetensors: 'I32', npy: '<i4' },
  { array: Uint32Array, safetensors: 'U32', npy: '<u4' },
  { array: Int16Array, safetensors: 'I16', npy: '<i2' },
  { array: Uint16Array, safetensors: 'U16', npy: '<u2' },
  { array: Int8Array, safetensors: 'I8', npy: '|i1' },
  { array: Uint8Array, safetensors: 'U8', npy: '|u1' },
  { array: Uint8Array, safetensors: 'BOOL', npy: '|b1', bool: true },
];

/** The element type that a format calls so, if there is one. */
export function elementTypeNamed(name: string, format: 'safetensors' | 'npy'): ElementType | undefined {
  return ELEMENT_TYPES.find((type) => type[format] === name);
}

/** All that a format's element types are called, for a message. */
export function elementTypeNames(format: 'safetensors' | 'npy'): string {
  return ELEMENT_TYPES.map((type) => type[format]).join(', ');
}

/** The element type of an entry that {@link problemOf} has nothing against. */
export function elementTypeOf({ data, bool }: ArrayEntry): ElementType {
  return ELEMENT_TYPES.find((type) => data instanceof type.array && type.bool === bool)!;
}

/** Number of elements of a shape; 1 if it has no axes. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** Whether a value is a list of axis lengths, or of offsets: whole numbers from 0. */
export function isLengths(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((length) => Number.isSafeInteger(length) && length >= 0);
}

/** What is wrong with an entry, as the end of a sentence about it; undefined if nothing is. */
export function problemOf({ shape, data, bool }: ArrayEntry): string | undefined {
  if (!isLengths(shape)) return `has shape [${shape.join(', ')}]; axis lengths are whole numbers from 0`;
  if (sizeOf(shape) !== data.length)
    return `has ${data.length} elements; its shape [${shape.join(', ')}] takes ${sizeOf(shape)}`;
  if (bool !== true) return undefined;
  if (!(data instanceof Uint8Array)) return `is marked as bool; its data must then be a Uint8Array`;
  const other = data.find((byte) => byte > 1);
  return other === undefined ? undefined : `is bool, but has a byte that is neither 0 nor 1: ${other}`;
}

/** An entry from its bytes, which are as many as its shape takes. It gets memory of its own, aligned. */
export function decodeArray(type: ElementType, shape: readonly number[], bytes: Uint8Array): ArrayEntry {
  const data = new type.array(new Uint8Array(bytes).buffer);
  return type.bool === true ? { shape, data, bool: true } : { shape, data };
}

/** The bytes of an array, in place. */
export function bytesOf({ buffer, byteOffset, byteLength }: ArrayData): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** The formats are little-endian, and so is every machine that runs this; one that is not would write wrong files. */
export function checkByteOrder(): void {
  if (endianness() !== 'LE') throw new Error('Files of arrays need a little-endian machine.');
}

/** Element types, the arrays that hold them, and how they promote. */
import { TensorError } from './errors.ts';

/** Element type of a tensor. `bool` is one byte outside of the device and 32 bits on it. */
export type DType = 'f32' | 'f16' | 'i32' | 'u32' | 'bool';

/** The arrays that go into and come out of tensors. */
export type TypedArray = Float32Array | Float16Array | Int32Array | Uint32Array | Uint8Array;

interface DTypeInfo {
  readonly array: new (source: number | ArrayLike<number>) => TypedArray;
  /** Bytes of an element on the device. */
  readonly bytes: number;
  /** The value as an element of this type holds it: rounded, wrapped or made 0 or 1. */
  readonly round: (value: number) => number;
}

export const DTYPES: Readonly<Record<DType, DTypeInfo>> = {
  f32: { array: Float32Array, bytes: 4, round: Math.fround },
  f16: { array: Float16Array, bytes: 2, round: Math.f16round },
  i32: { array: Int32Array, bytes: 4, round: (value) => value | 0 },
  u32: { array: Uint32Array, bytes: 4, round: (value) => value >>> 0 },
  bool: { array: Uint8Array, bytes: 4, round: (value) => (value === 0 ? 0 : 1) },
};

export function isFloat(dtype: DType): boolean {
  return dtype === 'f32' || dtype === 'f16';
}

/** From the poorest to the richest: where two types meet, the later one wins. */
const PROMOTION: readonly DType[] = ['bool', 'u32', 'i32', 'f16', 'f32'];

/** The type in which two types meet. */
export function promote(a: DType, b: DType): DType {
  return PROMOTION[Math.max(PROMOTION.indexOf(a), PROMOTION.indexOf(b))]!;
}

/** The type that a number takes next to a tensor: the tensor's, unless that would lose the fraction. */
export function dtypeBeside(value: number, dtype: DType): DType {
  if (isFloat(dtype)) return dtype;
  if (!Number.isInteger(value)) return 'f32';
  return dtype === 'bool' || (dtype === 'u32' && value < 0) ? 'i32' : dtype;
}

/** By class; float64 has no type of its own. */
const BY_CLASS: Readonly<Record<string, DType>> = {
  Float32Array: 'f32',
  Float64Array: 'f32',
  Float16Array: 'f16',
  Int32Array: 'i32',
  Uint32Array: 'u32',
  Uint8Array: 'bool',
};

/**
 * The type that a typed array's elements get.
 *
 * @throws TensorError for arrays of other classes
 */
export function dtypeOf(array: ArrayBufferView): DType {
  const name = (array as { readonly [Symbol.toStringTag]?: string })[Symbol.toStringTag]!;
  if (Object.hasOwn(BY_CLASS, name)) return BY_CLASS[name]!;
  throw new TensorError(
    `tensor: elements of ${name} have no type here; convert to one of ${Object.keys(BY_CLASS).join(', ')}, as in Int32Array.from(data, Number)`,
  );
}

/** Element types, the arrays that hold them, and how they promote. */

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

/** The type of a typed array's elements. */
export function dtypeOf(array: TypedArray): DType {
  if (array instanceof Float32Array) return 'f32';
  if (array instanceof Int32Array) return 'i32';
  if (array instanceof Uint32Array) return 'u32';
  if (array instanceof Uint8Array) return 'bool';
  return 'f16';
}

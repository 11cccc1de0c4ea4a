/**
 * What crosses the seam between tests and submissions: plain values only, so that a reply can be checked completely
 * and nothing in it can run.
 */

/** Arrays of numbers that travel as raw bytes. */
export type TypedArray = Float32Array | Int32Array | Uint32Array | Uint8Array;

/** A tensor as plain data: row-major values and their shape. */
export interface NDArray {
  readonly shape: number[];
  readonly data: TypedArray;
}

/** Anything that an adapter may take or return. */
export type Plain =
  | null
  | boolean
  | number
  | string
  | TypedArray
  | Plain[]
  | { [key: string]: Plain | undefined };

/** Type names of the typed arrays, as they stand in a frame. */
export const TYPED_ARRAYS = {
  f32: Float32Array,
  i32: Int32Array,
  u32: Uint32Array,
  u8: Uint8Array,
} as const;

/** The name under which a typed array travels; `undefined` for any other value. */
export function typedArrayName(value: unknown): keyof typeof TYPED_ARRAYS | undefined {
  // Not a proxy of one, of which nothing works. A Buffer is a Uint8Array for every purpose here.
  if (!ArrayBuffer.isView(value)) return undefined;
  if (value instanceof Float32Array) return 'f32';
  if (value instanceof Int32Array) return 'i32';
  if (value instanceof Uint32Array) return 'u32';
  if (value instanceof Uint8Array) return 'u8';
  return undefined;
}

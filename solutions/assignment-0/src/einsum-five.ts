import type { Arr } from './arr.ts';
import { einsum } from './einops.ts';

/**
 * The sum of the diagonal: `[n, n]` → `[]`.
 *
 * @throws RangeError when the matrix is not square
 */
export function trace(matrix: Arr): Arr {
  return einsum('i i ->', matrix);
}

/** Matrix times vector: `[m, n]`, `[n]` → `[m]`. */
export function matVec(matrix: Arr, vector: Arr): Arr {
  return einsum('m n, n -> m', matrix, vector);
}

/** Matrix times matrix: `[m, n]`, `[n, k]` → `[m, k]`. */
export function matMul(left: Arr, right: Arr): Arr {
  return einsum('m n, n k -> m k', left, right);
}

/** Inner product: `[n]`, `[n]` → `[]`. */
export function inner(x: Arr, y: Arr): Arr {
  return einsum('n, n ->', x, y);
}

/** Outer product: `[m]`, `[n]` → `[m, n]`. */
export function outer(x: Arr, y: Arr): Arr {
  return einsum('m, n -> m n', x, y);
}

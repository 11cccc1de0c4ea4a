import { notImplemented } from '@dawnbook/grader';
import type { Arr } from './arr.ts';

/**
 * The sum of the diagonal: `[n, n]` → `[]`.
 *
 * One line.
 *
 * Handout: README.md#einsum-five
 *
 * @throws RangeError when the matrix is not square
 */
export function trace(matrix: Arr): Arr {
  throw notImplemented('einsum-five');
}

/**
 * Matrix times vector: `[m, n]`, `[n]` → `[m]`.
 *
 * One line.
 *
 * Handout: README.md#einsum-five
 */
export function matVec(matrix: Arr, vector: Arr): Arr {
  throw notImplemented('einsum-five');
}

/**
 * Matrix times matrix: `[m, n]`, `[n, k]` → `[m, k]`.
 *
 * One line.
 *
 * Handout: README.md#einsum-five
 */
export function matMul(left: Arr, right: Arr): Arr {
  throw notImplemented('einsum-five');
}

/**
 * Inner product: `[n]`, `[n]` → `[]`.
 *
 * One line.
 *
 * Handout: README.md#einsum-five
 */
export function inner(x: Arr, y: Arr): Arr {
  throw notImplemented('einsum-five');
}

/**
 * Outer product: `[m]`, `[n]` → `[m, n]`.
 *
 * One line.
 *
 * Handout: README.md#einsum-five
 */
export function outer(x: Arr, y: Arr): Arr {
  throw notImplemented('einsum-five');
}

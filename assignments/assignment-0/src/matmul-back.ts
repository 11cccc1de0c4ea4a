import { notImplemented } from '@dawnbook/grader';
import type { Arr } from './arr.ts';

/**
 * Backward of the matrix product X Y with respect to `x`: G Yᵀ.
 *
 * About 4 lines.
 *
 * Handout: README.md#matmul-back
 *
 * @throws RangeError with the shapes unless both are matrices and the inner sizes agree
 */
export function matmulBack0(gradOut: Arr, out: Arr, x: Arr, y: Arr): Arr {
  throw notImplemented('matmul-back');
}

/**
 * Backward of the matrix product X Y with respect to `y`: Xᵀ G.
 *
 * About 4 lines.
 *
 * Handout: README.md#matmul-back
 *
 * @throws RangeError with the shapes unless both are matrices and the inner sizes agree
 */
export function matmulBack1(gradOut: Arr, out: Arr, x: Arr, y: Arr): Arr {
  throw notImplemented('matmul-back');
}

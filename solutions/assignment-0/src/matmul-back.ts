import type { Arr } from './arr.ts';
import { matmul, permute } from './forward.ts';

/**
 * Backward of the matrix product X Y with respect to `x`: G Yᵀ.
 *
 * @throws RangeError with the shapes unless both are matrices and the inner sizes agree
 */
export function matmulBack0(gradOut: Arr, _out: Arr, x: Arr, y: Arr): Arr {
  checkMatrices(x, y);
  return matmul(gradOut, permute(y, [1, 0]));
}

/**
 * Backward of the matrix product X Y with respect to `y`: Xᵀ G.
 *
 * @throws RangeError with the shapes unless both are matrices and the inner sizes agree
 */
export function matmulBack1(gradOut: Arr, _out: Arr, x: Arr, y: Arr): Arr {
  checkMatrices(x, y);
  return matmul(permute(x, [1, 0]), gradOut);
}

function checkMatrices(x: Arr, y: Arr): void {
  if (x.shape.length === 2 && y.shape.length === 2 && x.shape[1] === y.shape[0]) return;
  throw new RangeError(`matmulBack: [${x.shape}] times [${y.shape}] is no product of two matrices`);
}

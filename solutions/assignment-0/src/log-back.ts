import { type Arr, sameShape } from './arr.ts';
import { divide } from './forward.ts';

/**
 * Backward of the natural logarithm: d ln x / dx = 1/x.
 *
 * @param gradOut - the gradient of the loss with respect to `out`; it has the shape of `x`
 * @throws RangeError with both shapes when `gradOut` has another shape
 */
export function logBack(gradOut: Arr, _out: Arr, x: Arr): Arr {
  if (!sameShape(gradOut.shape, x.shape)) {
    throw new RangeError(`logBack: a gradient of shape [${gradOut.shape}] for an x of shape [${x.shape}]`);
  }
  return divide(gradOut, x);
}

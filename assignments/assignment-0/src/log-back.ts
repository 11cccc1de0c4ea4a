import { notImplemented } from '@dawnbook/grader';
import type { Arr } from './arr.ts';

/**
 * Backward of the natural logarithm: d ln x / dx = 1/x.
 *
 * About 4 lines.
 *
 * Handout: README.md#log-back
 *
 * @param gradOut - the gradient of the loss with respect to `out`; it has the shape of `x`
 * @throws RangeError with both shapes when `gradOut` has another shape
 */
export function logBack(gradOut: Arr, out: Arr, x: Arr): Arr {
  throw notImplemented('log-back');
}

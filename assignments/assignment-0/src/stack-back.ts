import { notImplemented } from '@dawnbook/grader';
import type { Arr } from './arr.ts';

/**
 * Joins arrays of one shape along a new axis: slice `i` along `dim` of the result is `xs[i]`.
 *
 * About 20 lines.
 *
 * Handout: README.md#stack-back
 *
 * @param dim - the place of the new axis in the result; negative ones count from the end, −1 is the last
 * @throws RangeError with the shapes when they differ, when there is no array, or when `dim` is out of range
 */
export function stack(xs: readonly Arr[], dim = 0): Arr {
  throw notImplemented('stack-back');
}

/**
 * Backward of {@link stack} with respect to array `operand`: its slice of the gradient.
 *
 * About 15 lines.
 *
 * Handout: README.md#stack-back
 *
 * @throws RangeError when `dim` is out of range
 */
export function stackBack(operand: number, gradOut: Arr, xs: readonly Arr[], dim = 0): Arr {
  throw notImplemented('stack-back');
}

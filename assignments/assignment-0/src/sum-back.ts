import { notImplemented } from '@dawnbook/grader';
import type { Arr } from './arr.ts';
import type { SumOptions } from './forward.ts';

/**
 * Backward of `sum(x, { dim, keepdim })`: each element of `x` was added to one element of `out`, and gets its gradient.
 * `dim` is an axis, a list of axes, or (default) all of them; negative ones count from the end.
 *
 * About 8 lines.
 *
 * Handout: README.md#sum-back
 *
 * @returns a new array of the shape of `x`
 * @throws RangeError naming `dim` and the shape when an axis is out of range, or named twice
 */
export function sumBack(gradOut: Arr, out: Arr, x: Arr, { dim }: SumOptions = {}): Arr {
  throw notImplemented('sum-back');
}

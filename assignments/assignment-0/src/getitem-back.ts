import { notImplemented } from '@dawnbook/grader';
import type { Arr } from './arr.ts';

/** A whole number, which takes a slice of the first axis, or one list of coordinates for each of the first axes. */
export type Index = number | readonly (readonly number[])[];

/**
 * `x[index]`. With a whole number: slice `index` of the first axis, without that axis. With lists of coordinates, one
 * list for each of the first axes and all equally long: element `k` of the result is
 * `x[lists[0][k]][lists[1][k]]…`, a number or, when there are fewer lists than axes, a slice.
 *
 * About 20 lines.
 *
 * Handout: README.md#getitem-back
 *
 * @throws RangeError naming index and size when an index is out of range (negative ones are), both lengths when lists
 *   differ in length, and both counts when there are more lists than axes
 */
export function getitem(x: Arr, index: Index): Arr {
  throw notImplemented('getitem-back');
}

/**
 * Backward of {@link getitem}: zeros, with the gradient added where the elements were taken from. What was taken twice
 * gets both.
 *
 * About 20 lines.
 *
 * Handout: README.md#getitem-back
 */
export function getitemBack(gradOut: Arr, out: Arr, x: Arr, index: Index): Arr {
  throw notImplemented('getitem-back');
}

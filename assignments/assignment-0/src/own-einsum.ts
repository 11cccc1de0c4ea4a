import { notImplemented } from '@dawnbook/grader';
import type { Arr } from './arr.ts';

/**
 * Einstein's summation: multiplies arrays and sums over the names that are not on the right side.
 * `einsum('b i, i j -> b j', x, w)`.
 *
 * Names are separated by spaces, operands by commas; `->` must be there, and what stands behind it gives the order of
 * the result's axes (nothing: one number). A name that an operand has twice takes its diagonal. `...` stands for
 * leading axes; those of several operands broadcast with each other, and come out where `...` is on the right; if it is
 * not there, they are summed.
 *
 * About 60 lines.
 *
 * Handout: README.md#own-einsum
 *
 * @throws RangeError with the pattern and the shapes when a name has two sizes, is on the right only or twice on the
 *   right, or when the pattern does not fit the operands
 */
export function einsum(pattern: string, ...xs: Arr[]): Arr {
  throw notImplemented('own-einsum');
}

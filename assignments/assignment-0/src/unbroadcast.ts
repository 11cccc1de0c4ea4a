import { notImplemented } from '@dawnbook/grader';
import type { Arr } from './arr.ts';

/**
 * Sums a gradient back to the shape of an array that was broadcast: over the axes that broadcasting added on the left,
 * which go, and over those that it stretched from length 1, which stay. A copy when there is nothing to sum.
 *
 * About 7 lines.
 *
 * Handout: README.md#unbroadcast
 *
 * @param grad - a gradient in the shape of the result
 * @param like - the array before it was broadcast; only its shape matters
 * @throws RangeError with both shapes when `like` does not broadcast to the shape of `grad`
 */
export function unbroadcast(grad: Arr, like: Arr): Arr {
  throw notImplemented('unbroadcast');
}

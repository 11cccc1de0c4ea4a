import { notImplemented } from '@dawnbook/grader';
import type { Arr } from './arr.ts';

/**
 * One draw for each `u`: the first index whose cumulative probability is *greater than* `u`. With `u` uniform in
 * [0, 1), index i comes out with probability `probs[i]`. Where rounding leaves the last cumulative sum at or below `u`,
 * the last index that has a probability at all.
 *
 * About 10 lines.
 *
 * Handout: README.md#sample-distribution
 *
 * @param probs - `[n]`
 * @throws RangeError when a probability is negative, or their sum is not 1 up to 1e-6
 */
export function sampleDistribution(probs: Arr, u: readonly number[]): number[] {
  throw notImplemented('sample-distribution');
}

import type { Arr } from './arr.ts';

/** How far the sum of probabilities may be from 1: they may have been rounded to 32 bits. */
const SLACK = 1e-6;

/**
 * One draw for each `u`: the first index whose cumulative probability is *greater than* `u`. With `u` uniform in
 * [0, 1), index i comes out with probability `probs[i]`. Where rounding leaves the last cumulative sum at or below `u`,
 * the last index that has a probability at all.
 *
 * @param probs - `[n]`
 * @throws RangeError when a probability is negative, or their sum is not 1 up to 1e-6
 */
export function sampleDistribution(probs: Arr, u: readonly number[]): number[] {
  let sum = 0;
  const cumulative = Array.from(probs.data, (p) => (sum += p));
  if (probs.data.some((p) => p < 0)) throw new RangeError('sampleDistribution: a probability is negative');
  if (!(Math.abs(sum - 1) <= SLACK)) {
    throw new RangeError(`sampleDistribution: the probabilities have the sum ${sum}, not 1`);
  }
  const last = probs.data.findLastIndex((p) => p > 0);
  return u.map((value) => {
    const index = cumulative.findIndex((c) => c > value);
    return index < 0 ? last : index;
  });
}

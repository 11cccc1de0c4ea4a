import { notImplemented } from '@dawnbook/grader';
import type { Tensor } from '@dawnbook/tensor';

/**
 * Which keys each query may attend to, if the queries are the last positions of the keys. About 4 lines.
 *
 * Handout: README.md#causal-mask
 *
 * @returns boolean `[numQueries, numKeys]`, true where key ≤ query + (numKeys − numQueries)
 * @throws RangeError with both numbers if there are more queries than keys
 */
export function causalMask(numQueries: number, numKeys: number): Tensor {
  throw notImplemented('causal-mask');
}

/**
 * The scores, with −1e30 where the mask is false, whatever the score was. One line.
 *
 * Handout: README.md#causal-mask
 *
 * @param scores - `[..., queries, keys]`
 * @param mask - boolean, broadcast against the scores; it is not changed
 */
export function applyMask(scores: Tensor, mask: Tensor): Tensor {
  throw notImplemented('causal-mask');
}

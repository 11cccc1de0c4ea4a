import { arange, type Tensor } from '@dawnbook/tensor';

/** What masked scores become: far below any score, and not an infinity, on which WGSL gives no guarantees. */
const MASKED = -1e30;

/**
 * Exercise `causal-mask`: which keys each query may attend to, if the queries are the last positions of the keys.
 *
 * @returns boolean `[numQueries, numKeys]`, true where key ≤ query + (numKeys − numQueries)
 * @throws RangeError if there are more queries than keys
 */
export function causalMask(numQueries: number, numKeys: number): Tensor {
  if (numQueries > numKeys) {
    throw new RangeError(`${numQueries} queries and ${numKeys} keys: each query is at the position of a key`);
  }
  const queries = arange(numQueries)
    .add(numKeys - numQueries)
    .unsqueeze(1); // [numQueries, 1]
  return arange(numKeys).le(queries);
}

/**
 * Exercise `causal-mask`: the scores, with −1e30 where the mask is false.
 *
 * @param scores - `[..., queries, keys]`
 * @param mask - boolean, broadcast against the scores
 */
export function applyMask(scores: Tensor, mask: Tensor): Tensor {
  return mask.where(scores, MASKED);
}

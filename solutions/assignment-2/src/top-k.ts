import type { Tensor } from '@dawnbook/tensor';
import { ranks } from './ranks.ts';
import { REMOVED } from './removed.ts';

/**
 * Keeps the k largest logits of each row, exactly k: of equal ones the lowest ids. All others become {@link REMOVED}.
 *
 * @param logits - `[..., vocab]`
 * @throws RangeError if k is less than 1 or not a whole number
 */
export function topKFilter(logits: Tensor, k: number): Tensor {
  if (!Number.isInteger(k) || k < 1)
    throw new RangeError(`topKFilter: k is ${k}; at least 1 token must be kept`);
  if (k >= logits.shape.at(-1)!) return logits;
  return ranks(logits).lt(k).where(logits, REMOVED);
}

import type { Tensor } from '@dawnbook/tensor';
import { ranks } from './ranks.ts';
import { REMOVED } from './removed.ts';
import { softmax } from './softmax.ts';

/**
 * Nucleus sampling (Holtzman et al. 2020): keeps the smallest set of most likely tokens whose probabilities sum to at least
 * p; of equal ones the lowest ids. All others become {@link REMOVED}.
 *
 * @param logits - `[..., vocab]`
 * @param options - `minTokensToKeep`, 1 if not given
 * @throws RangeError if p is not in (0, 1], or `minTokensToKeep` less than 1
 */
export function topPFilter(logits: Tensor, p: number, options: { minTokensToKeep?: number } = {}): Tensor {
  const { minTokensToKeep = 1 } = options;
  if (!(p > 0 && p <= 1)) throw new RangeError(`topPFilter: p is ${p}; it must be in (0, 1]`);
  if (!(minTokensToKeep >= 1)) {
    throw new RangeError(`topPFilter: minTokensToKeep is ${minTokensToKeep}; at least 1 token must be kept`);
  }
  if (p === 1) return logits;
  const rank = ranks(logits); // [..., vocab]
  const sorted = softmax(logits, -1).gather(-1, rank.argsort(-1)); // probabilities, largest first
  // A token is in the smallest set exactly if those before it do not reach p.
  const before = sorted.cumsum(-1).sub(sorted);
  const kept = before.lt(p).to('i32').gather(-1, rank).to('bool'); // back in the order of the ids
  return kept.logicalOr(rank.lt(minTokensToKeep)).where(logits, REMOVED);
}

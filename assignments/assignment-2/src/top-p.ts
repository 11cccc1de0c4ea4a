import { notImplemented } from '@dawnbook/grader';
import type { Tensor } from '@dawnbook/tensor';

/**
 * Keeps the smallest set of most likely tokens whose probabilities sum to at least p; of equal ones the lowest ids. All
 * others become −1e30. About 10 lines.
 *
 * Handout: README.md#top-p
 *
 * @param logits - `[..., vocab]`
 * @param options - `minTokensToKeep`, 1 if not given
 * @throws RangeError if p is not in (0, 1]
 */
export function topPFilter(logits: Tensor, p: number, options: { minTokensToKeep?: number } = {}): Tensor {
  throw notImplemented('top-p');
}

import { notImplemented } from '@dawnbook/grader';
import type { Tensor } from '@dawnbook/tensor';

/**
 * The most likely token; of equal ones the lowest id. `[..., vocab]` → i32 `[...]`. One line.
 *
 * Handout: README.md#sample-categorical
 */
export function greedy(logits: Tensor): Tensor {
  throw notImplemented('sample-categorical');
}

/**
 * The first token at which the cumulative sum of the probabilities exceeds u · total. Never one of probability 0. About 8
 * lines.
 *
 * @param probs - `[n, vocab]`, not negative; they need not sum to 1
 * @param u - `[n]`, in [0, 1)
 * @returns i32 `[n]`
 */
export function sampleCategorical(probs: Tensor, u: Tensor): Tensor {
  throw notImplemented('sample-categorical');
}

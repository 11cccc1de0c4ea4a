import type { Tensor } from '@dawnbook/tensor';

/** The most likely token; of equal ones the lowest id. `[..., vocab]` → i32 `[...]`. */
export function greedy(logits: Tensor): Tensor {
  return logits.argmax(-1);
}

/**
 * Inverse transform sampling: the first token at which the cumulative sum of the probabilities exceeds u · total. Never one
 * of probability 0.
 *
 * @param probs - `[n, vocab]`, not negative; they need not sum to 1
 * @param u - `[n]`, uniform in [0, 1)
 * @returns i32 `[n]`
 */
export function sampleCategorical(probs: Tensor, u: Tensor): Tensor {
  const vocabSize = probs.shape.at(-1)!;
  const cdf = probs.cumsum(-1); // [n, vocab]
  const total = cdf.narrow(-1, vocabSize - 1, 1); // [n, 1]
  const possible = probs.gt(0);
  const exceeds = cdf.gt(u.unsqueeze(-1).mul(total)).logicalAnd(possible);
  const first = exceeds.to('i32').argmax(-1); // of equal ones the first
  // Rounding can make u · total as large as the last sum. Then it is the last token that is possible at all.
  const fromTheEnd = possible.flip(-1).to('i32').argmax(-1);
  return exceeds.any(-1).where(first, fromTheEnd.neg().add(vocabSize - 1));
}

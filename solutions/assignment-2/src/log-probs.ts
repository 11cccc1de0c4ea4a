import type { Tensor } from '@dawnbook/tensor';
import { crossEntropy } from './cross-entropy.ts';

/**
 * The log-probability of each token given those before it. Position t predicts token t + 1, so the last position's
 * logits predict nothing that is there, and the first token has no score.
 *
 * @param logits - `[batch, seq, vocab]`
 * @param ids - i32 `[batch, seq]`, what the logits were computed from
 * @returns `[batch, seq − 1]`
 */
export function logProbsOfNext(logits: Tensor, ids: Tensor): Tensor {
  const seq = ids.shape.at(-1)!;
  const predictions = logits.narrow(-2, 0, seq - 1);
  const targets = ids.narrow(-1, 1, seq - 1);
  return crossEntropy(predictions, targets, { reduction: 'none' }).neg();
}

/**
 * exp of the mean loss: the number of equally likely tokens that would be as hard to guess.
 *
 * @param losses - in nats, one per token
 * @throws RangeError if there are none
 */
export function perplexity(losses: readonly number[]): number {
  if (losses.length === 0) throw new RangeError('perplexity: there are no losses, so there is no mean');
  return Math.exp(losses.reduce((sum, loss) => sum + loss, 0) / losses.length);
}

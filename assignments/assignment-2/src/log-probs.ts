import { notImplemented } from '@dawnbook/grader';
import type { Tensor } from '@dawnbook/tensor';

/**
 * The log-probability of each token given those before it; the first token has none. About 5 lines.
 *
 * Handout: README.md#log-probs
 *
 * @param logits - `[batch, seq, vocab]`
 * @param ids - i32 `[batch, seq]`, what the logits were computed from
 * @returns `[batch, seq − 1]`
 */
export function logProbsOfNext(logits: Tensor, ids: Tensor): Tensor {
  throw notImplemented('log-probs');
}

/**
 * exp of the mean loss.
 *
 * @param losses - in nats, one per token
 * @throws RangeError if there are none
 */
export function perplexity(losses: readonly number[]): number {
  throw notImplemented('log-probs');
}

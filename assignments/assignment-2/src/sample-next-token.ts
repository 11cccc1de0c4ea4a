import { notImplemented } from '@dawnbook/grader';
import type { Tensor } from '@dawnbook/tensor';

/** How the next token is drawn. What is not given does nothing. */
export interface SamplingOptions {
  /** 1 if not given; 0 takes the most likely token. */
  readonly temperature?: number;
  readonly topK?: number;
  readonly topP?: number;
  /** 0 if not given. */
  readonly frequencyPenalty?: number;
}

/**
 * Probabilities of the next token: frequency penalty, temperature, top-k, top-p, softmax, in this order. About 12 lines.
 *
 * Handout: README.md#sample-next-token
 *
 * @param logits - `[n, vocab]`
 * @param history - the tokens so far, one list for each row
 * @returns `[n, vocab]`
 * @throws RangeError naming an unknown option, or one that is out of range
 */
export function nextTokenProbs(
  logits: Tensor,
  history: readonly (readonly number[])[],
  options: SamplingOptions = {},
): Tensor {
  throw notImplemented('sample-next-token');
}

import { notImplemented } from '@dawnbook/grader';
import type { Tensor } from '@dawnbook/tensor';

/**
 * Logits minus `penalty` for each time that the token has occurred. About 12 lines.
 *
 * Handout: README.md#frequency-penalty
 *
 * @param logits - `[n, vocab]`
 * @param history - the tokens so far, one list for each row; they may differ in length
 * @throws RangeError if an id is not in the vocabulary
 */
export function applyFrequencyPenalty(
  logits: Tensor,
  history: readonly (readonly number[])[],
  penalty: number,
): Tensor {
  throw notImplemented('frequency-penalty');
}

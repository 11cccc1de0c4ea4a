import { notImplemented } from '@dawnbook/grader';
import type { BeamOptions, BeamResult } from './beam-options.ts';
import type { NextLogits } from './next-logits.ts';

/**
 * Beam search: keeps the k best sequences, returns whole ones, best first by log-probability / length^α.
 *
 * 1. One live beam: the prompt, log-probability 0.
 * 2. Each step: one call of `next` with all live beams; log-softmax over the whole vocabulary; banned tokens are out;
 *    candidates of all beams ranked together. Ties: earlier beam, then lower id.
 * 3. Down the best 2k: an end token is done if its rank is within the first k, else dropped; others become live until k are.
 * 4. A beam that nothing may continue is done, not finished.
 * 5. score = logProb / max(1, number of new tokens)^α.
 * 6. Stop when nothing is live, after maxNewTokens, or when no live beam can enter the results any more.
 * 7. The best `numReturnSequences`, best first.
 *
 * About 80 lines with helpers.
 *
 * Handout: README.md#beam-search
 *
 * @throws RangeError if the prompt is empty, or naming the option that is out of range
 */
export function beamSearch(
  next: NextLogits,
  prompt: readonly number[],
  options: BeamOptions,
): Promise<BeamResult[]> {
  throw notImplemented('beam-search');
}

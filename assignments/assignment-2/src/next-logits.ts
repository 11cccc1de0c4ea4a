import { notImplemented } from '@dawnbook/grader';
import type { Tensor } from '@dawnbook/tensor';
import type { TransformerLM } from './transformer-lm.ts';

/**
 * The logits of what follows each sequence: all that decoding wants to know of a model.
 *
 * @param sequences - token ids, of equal length
 * @returns `[numSeqs, vocab]`
 */
export type NextLogits = (sequences: readonly (readonly number[])[]) => Tensor;

/**
 * The model as `NextLogits`. Of sequences longer than its context only the end is fed. About 5 lines.
 *
 * Handout: README.md#generate
 */
export function nextLogitsOf(model: TransformerLM): NextLogits {
  throw notImplemented('generate');
}

import { noGrad, type Tensor, tensor } from '@dawnbook/tensor';
import type { TransformerLM } from './transformer-lm.ts';

/**
 * The logits of what follows each sequence: all that decoding wants to know of a model.
 *
 * @param sequences - token ids, of equal length
 * @returns `[numSeqs, vocab]`
 */
export type NextLogits = (sequences: readonly (readonly number[])[]) => Tensor;

/** The model as {@link NextLogits}. Of sequences longer than its context only the end is fed. */
export function nextLogitsOf(model: TransformerLM): NextLogits {
  return (sequences) => {
    const ids = toIds(sequences.map((sequence) => sequence.slice(-model.config.contextLength)));
    return noGrad(() => model.forward(ids)).slice(null, -1); // [numSeqs, seq, vocab], of the last position
  };
}

/** i32 `[numSeqs, seq]` of equally long lists. */
export function toIds(sequences: readonly (readonly number[])[]): Tensor {
  return tensor(Int32Array.from(sequences.flat()), [sequences.length, sequences[0]!.length]);
}

import { noGrad, scope, submit, type Tensor, tensor } from '@dawnbook/tensor';
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
    using ids = toIds(sequences.map((sequence) => sequence.slice(-model.config.contextLength)));
    return lastPosition(() => noGrad(() => model.forward(ids)));
  };
}

/** The last position of logits `[numSeqs, seq, vocab]`, computed at once; what it was computed from is freed. */
export function lastPosition(forward: () => Tensor): Tensor {
  return scope(() => {
    const last = forward().slice(null, -1);
    submit(last);
    return last;
  });
}

/** i32 `[numSeqs, seq]` of equally long lists. */
export function toIds(sequences: readonly (readonly number[])[]): Tensor {
  return tensor(Int32Array.from(sequences.flat()), [sequences.length, sequences[0]!.length]);
}

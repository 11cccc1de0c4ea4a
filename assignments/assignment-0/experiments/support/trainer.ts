/** What the experiment asks of an implementation of a network of three linear layers. */
import type { Digits } from './digits.ts';

/** Widths of the layers, from pixels to classes. */
export const WIDTHS = [784, 64, 64, 10] as const;

/** Weight `[out, in]` and bias `[out]` of a layer. */
export interface LayerValues {
  readonly weight: Float32Array;
  readonly bias: Float32Array;
}

export interface Trainer {
  /** One step of SGD on the mean loss of a batch; returns that loss. */
  step(batch: Digits): Promise<number>;
  /** The loss of each picture, and the class with the highest score. */
  evaluate(digits: Digits): Promise<{ losses: number[]; predictions: number[] }>;
}

import { notImplemented } from '@dawnbook/grader';
import { Module, type Parameter, type Tensor } from '@dawnbook/tensor';

/** Sizes of {@link BiasedAttention}. */
export interface BiasedAttentionConfig {
  readonly dModel: number;
  readonly numHeads: number;
  /** Need not be dModel/numHeads. */
  readonly dHead: number;
  readonly seed?: number;
}

/**
 * Causal attention with one matrix per head, and biases; no rotary positions. About 25 lines.
 *
 * Handout: README.md#biased-attention
 */
export class BiasedAttention extends Module {
  /** `[numHeads, dModel, dHead]`, as `wK` and `wV`; a standard deviation of 0.02 at first. */
  readonly wQ: Parameter;
  readonly wK: Parameter;
  readonly wV: Parameter;
  /** `[numHeads, dHead]`, as `bK` and `bV`; zeros at first. */
  readonly bQ: Parameter;
  readonly bK: Parameter;
  readonly bV: Parameter;
  /** `[numHeads, dHead, dModel]` */
  readonly wO: Parameter;
  /** `[dModel]`, for all heads together. */
  readonly bO: Parameter;

  constructor(config: BiasedAttentionConfig) {
    super();
    throw notImplemented('biased-attention');
  }

  /**
   * @param x - `[..., seq, dModel]`
   * @param options - `returnPattern`: also return who attended to whom
   * @returns `[..., seq, dModel]`; with `returnPattern` as `y`, beside the `pattern` `[..., numHeads, queries, keys]`
   */
  forward(x: Tensor, options?: { returnPattern?: false }): Tensor;
  forward(x: Tensor, options: { returnPattern: true }): { y: Tensor; pattern: Tensor };
  forward(x: Tensor, options: { returnPattern?: boolean } = {}): Tensor | { y: Tensor; pattern: Tensor } {
    throw notImplemented('biased-attention');
  }
}

import { notImplemented } from '@dawnbook/grader';
import { Module, type Tensor } from '@dawnbook/tensor';
import type { Linear } from './linear.ts';
import type { RotaryEmbedding } from './rope.ts';

/** Options of {@link CausalMultiHeadSelfAttention}. */
export interface SelfAttentionOptions {
  /** Turns queries and keys by their positions. */
  readonly rope?: RotaryEmbedding | undefined;
  /** One matrix multiplication for queries, keys and values instead of three (exercise `fused-qkv`). */
  readonly fused?: boolean;
  readonly seed?: number;
}

/**
 * Each position attends to itself and those before it, in several heads. About 30 lines.
 *
 * Handout: README.md#multihead-self-attention
 */
export class CausalMultiHeadSelfAttention extends Module {
  /** `[dModel, dModel]`; rows h·dHead to (h + 1)·dHead − 1 belong to head h, here and in `kProj` and `vProj`. */
  readonly qProj: Linear;
  /** `[dModel, dModel]` */
  readonly kProj: Linear;
  /** `[dModel, dModel]` */
  readonly vProj: Linear;
  /** `[dModel, dModel]` */
  readonly outputProj: Linear;

  /** @throws RangeError with both numbers if dModel is not divisible by numHeads */
  constructor(dModel: number, numHeads: number, options: SelfAttentionOptions = {}) {
    super();
    // Goes when you do that exercise; until then, its tests say that it is not started.
    if (options.fused === true) throw notImplemented('fused-qkv');
    throw notImplemented('multihead-self-attention');
  }

  /**
   * @param x - `[..., seq, dModel]`
   * @param options - `positions`: i32 `[seq]` or `[..., seq]`, the same for all heads; 0 to seq − 1 by default
   * @returns `[..., seq, dModel]`
   */
  forward(x: Tensor, options: { positions?: Tensor | undefined } = {}): Tensor {
    throw notImplemented('multihead-self-attention');
  }
}

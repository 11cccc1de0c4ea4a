import { notImplemented } from '@dawnbook/grader';
import { Module, type Tensor } from '@dawnbook/tensor';
import type { SwiGLU } from './feed-forward.ts';
import type { RMSNorm } from './rmsnorm.ts';
import type { RotaryEmbedding } from './rope.ts';
import type { CausalMultiHeadSelfAttention } from './self-attention.ts';
import type { FeedForwardKind, NormPlacement } from './transformer-config.ts';

/** What a {@link TransformerBlock} is made of. */
export interface BlockConfig {
  readonly dModel: number;
  readonly numHeads: number;
  /** By default what the kind of feed-forward layer says. */
  readonly dFf?: number | undefined;
  readonly rope?: RotaryEmbedding | undefined;
  /** `pre` by default; others are for exercise `model-variants`. */
  readonly norm?: NormPlacement;
  /** `swiglu` by default; the other is for exercise `model-variants`. */
  readonly ffn?: FeedForwardKind;
  readonly seed?: number;
}

/**
 * z = x + attn(ln1(x)); y = z + ffn(ln2(z)). About 12 lines.
 *
 * Handout: README.md#transformer-block
 */
export class TransformerBlock extends Module {
  readonly ln1: RMSNorm | undefined;
  readonly attn: CausalMultiHeadSelfAttention;
  readonly ln2: RMSNorm | undefined;
  /** In exercise `model-variants` also one without a gate. */
  readonly ffn: SwiGLU;

  constructor(config: BlockConfig) {
    super();
    throw notImplemented('transformer-block');
  }

  /**
   * @param x - the residual stream, `[..., seq, dModel]`
   * @param options - `positions` for RoPE, handed on to attention
   * @returns `[..., seq, dModel]`
   */
  forward(x: Tensor, options: { positions?: Tensor | undefined } = {}): Tensor {
    throw notImplemented('transformer-block');
  }
}

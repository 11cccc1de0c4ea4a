import { Module, type Tensor } from '@dawnbook/tensor';
import { SwiGLU } from './feed-forward.ts';
import { childSeed } from './random.ts';
import { RMSNorm } from './rmsnorm.ts';
import type { RotaryEmbedding } from './rope.ts';
import { type AttentionForwardOptions, CausalMultiHeadSelfAttention } from './self-attention.ts';
import { SiLUFeedForward } from './silu-feed-forward.ts';
import type { FeedForwardKind, NormPlacement } from './transformer-config.ts';

/** What a {@link TransformerBlock} is made of. */
export interface BlockConfig {
  readonly dModel: number;
  readonly numHeads: number;
  /** By default what the kind of feed-forward layer says. */
  readonly dFf?: number | undefined;
  readonly rope?: RotaryEmbedding | undefined;
  /** `pre` by default. */
  readonly norm?: NormPlacement;
  /** `swiglu` by default. */
  readonly ffn?: FeedForwardKind;
  readonly seed?: number;
}

/** Exercise `transformer-block`: attention and a feed-forward layer, each of them added to the residual stream. */
export class TransformerBlock extends Module {
  readonly ln1: RMSNorm | undefined;
  readonly attn: CausalMultiHeadSelfAttention;
  readonly ln2: RMSNorm | undefined;
  readonly ffn: SwiGLU | SiLUFeedForward;
  readonly #norm: NormPlacement;

  constructor({ dModel, numHeads, dFf, rope, norm = 'pre', ffn = 'swiglu', seed = 0 }: BlockConfig) {
    super();
    this.#norm = norm;
    this.ln1 = norm === 'none' ? undefined : new RMSNorm(dModel);
    this.attn = new CausalMultiHeadSelfAttention(dModel, numHeads, { rope, seed: childSeed(seed, 1) });
    this.ln2 = norm === 'none' ? undefined : new RMSNorm(dModel);
    const FeedForward = ffn === 'silu' ? SiLUFeedForward : SwiGLU;
    this.ffn = new FeedForward(dModel, dFf, { seed: childSeed(seed, 2) });
  }

  /**
   * @param x - the residual stream, `[..., seq, dModel]`
   * @param options - `positions` for RoPE and `cache`, see {@link CausalMultiHeadSelfAttention.forward}
   * @returns `[..., seq, dModel]`
   */
  forward(x: Tensor, options: AttentionForwardOptions = {}): Tensor {
    const z = this.#subLayer(x, this.ln1, (input) => this.attn.forward(input, options));
    return this.#subLayer(z, this.ln2, (input) => this.ffn.forward(input));
  }

  /** x + f(norm(x)), norm(x + f(x)) or x + f(x). */
  #subLayer(x: Tensor, norm: RMSNorm | undefined, f: (input: Tensor) => Tensor): Tensor {
    if (norm === undefined) return x.add(f(x));
    return this.#norm === 'pre' ? x.add(f(norm.forward(x))) : norm.forward(x.add(f(x)));
  }
}

import { arange, Module, rearrange, type Tensor } from '@dawnbook/tensor';
import { scaledDotProductAttention } from './attention.ts';
import { fuseQkv } from './fused-qkv.ts';
import type { LayerCache } from './layer-cache.ts';
import { Linear } from './linear.ts';
import { causalMask } from './mask.ts';
import { childSeed } from './random.ts';
import type { RotaryEmbedding } from './rope.ts';

/** Options of {@link CausalMultiHeadSelfAttention}. */
export interface SelfAttentionOptions {
  /** Turns queries and keys by their positions. Without it, attention knows no order but the mask's. */
  readonly rope?: RotaryEmbedding | undefined;
  /** One matrix multiplication for queries, keys and values instead of three. */
  readonly fused?: boolean;
  readonly seed?: number;
}

/** Options of a forward pass. */
export interface AttentionForwardOptions {
  /** i32 `[seq]` or `[..., seq]`, 0 to seq − 1 by default. */
  readonly positions?: Tensor | undefined;
  /** Keys and values of the tokens before. */
  readonly cache?: LayerCache | undefined;
}

/** Exercise `multihead-self-attention`: each position attends to itself and those before it, in several heads. */
export class CausalMultiHeadSelfAttention extends Module {
  /** `[dModel, dModel]`; rows h·dHead to (h + 1)·dHead − 1 belong to head h, here and in `kProj` and `vProj`. */
  readonly qProj: Linear;
  /** `[dModel, dModel]` */
  readonly kProj: Linear;
  /** `[dModel, dModel]` */
  readonly vProj: Linear;
  /** `[dModel, dModel]` */
  readonly outputProj: Linear;
  readonly #numHeads: number;
  readonly #rope: RotaryEmbedding | undefined;
  readonly #fused: boolean;

  /** @throws RangeError if dModel is not divisible by numHeads */
  constructor(dModel: number, numHeads: number, options: SelfAttentionOptions = {}) {
    super();
    if (dModel % numHeads !== 0) {
      throw new RangeError(`dModel ${dModel} is not divisible by numHeads ${numHeads}`);
    }
    const { rope, fused = false, seed = 0 } = options;
    this.qProj = new Linear(dModel, dModel, { seed: childSeed(seed, 1) });
    this.kProj = new Linear(dModel, dModel, { seed: childSeed(seed, 2) });
    this.vProj = new Linear(dModel, dModel, { seed: childSeed(seed, 3) });
    this.outputProj = new Linear(dModel, dModel, { seed: childSeed(seed, 4) });
    this.#numHeads = numHeads;
    this.#rope = rope;
    this.#fused = fused;
  }

  /**
   * @param x - `[..., seq, dModel]`
   * @param options - `positions`: i32 `[seq]` or `[..., seq]`, 0 to seq − 1 by default; `cache`: what came before `x`
   * @returns `[..., seq, dModel]`
   */
  forward(x: Tensor, options: AttentionForwardOptions = {}): Tensor {
    const seq = x.shape.at(-2)!;
    const [q, k, v] = this.#project(x).map((projected) =>
      rearrange(projected, '... seq (numHeads dHead) -> ... numHeads seq dHead', {
        numHeads: this.#numHeads,
      }),
    ) as [Tensor, Tensor, Tensor];
    const { positions = arange(seq), cache } = options;
    const perHead = positions.rank > 1 ? positions.unsqueeze(-2) : positions; // the same in every head
    const turn = (t: Tensor): Tensor => this.#rope?.forward(t, perHead) ?? t;
    const [keys, values] = cache === undefined ? [turn(k), v] : cache.append(turn(k), v);
    const mask = cache === undefined ? causalMask(seq, seq) : cache.mask(seq);
    const heads = scaledDotProductAttention(turn(q), keys, values, mask);
    return this.outputProj.forward(rearrange(heads, '... numHeads seq dHead -> ... seq (numHeads dHead)'));
  }

  /** Queries, keys and values, each `[..., seq, dModel]`. */
  #project(x: Tensor): Tensor[] {
    if (!this.#fused) return [this.qProj, this.kProj, this.vProj].map((proj) => proj.forward(x));
    const dModel = x.shape.at(-1)!;
    return x.matmul(fuseQkv(this).transpose(0, 1)).split(dModel, -1);
  }
}

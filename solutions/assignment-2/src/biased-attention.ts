import { einsum, Module, Parameter, type Tensor, zeros } from '@dawnbook/tensor';
import { truncatedNormal } from './init.ts';
import { applyMask, causalMask } from './mask.ts';
import { childSeed } from './random.ts';
import { softmax } from './softmax.ts';

/** Sizes of {@link BiasedAttention}. */
export interface BiasedAttentionConfig {
  readonly dModel: number;
  readonly numHeads: number;
  /** Need not be dModel/numHeads. */
  readonly dHead: number;
  readonly seed?: number;
}

/** Exercise `biased-attention`: causal attention in the layout of GPT-2 research: one matrix per head, and biases. */
export class BiasedAttention extends Module {
  /** `[numHeads, dModel, dHead]`, as `wK` and `wV`. */
  readonly wQ: Parameter;
  readonly wK: Parameter;
  readonly wV: Parameter;
  /** `[numHeads, dHead]`, as `bK` and `bV`. */
  readonly bQ: Parameter;
  readonly bK: Parameter;
  readonly bV: Parameter;
  /** `[numHeads, dHead, dModel]` */
  readonly wO: Parameter;
  /** `[dModel]` */
  readonly bO: Parameter;

  constructor({ dModel, numHeads, dHead, seed = 0 }: BiasedAttentionConfig) {
    super();
    const weights = (shape: number[], part: number): Parameter =>
      new Parameter(truncatedNormal(shape, { std: 0.02, seed: childSeed(seed, part) }));
    this.wQ = weights([numHeads, dModel, dHead], 1);
    this.wK = weights([numHeads, dModel, dHead], 2);
    this.wV = weights([numHeads, dModel, dHead], 3);
    this.bQ = new Parameter(zeros([numHeads, dHead]));
    this.bK = new Parameter(zeros([numHeads, dHead]));
    this.bV = new Parameter(zeros([numHeads, dHead]));
    this.wO = weights([numHeads, dHead, dModel], 4);
    this.bO = new Parameter(zeros([dModel]));
  }

  /**
   * @param x - `[..., seq, dModel]`
   * @param options - `returnPattern`: also return who attended to whom
   * @returns `[..., seq, dModel]`; with `returnPattern` as `y`, beside the `pattern` `[..., numHeads, queries, keys]`
   */
  forward(x: Tensor, options?: { returnPattern?: false }): Tensor;
  forward(x: Tensor, options: { returnPattern: true }): { y: Tensor; pattern: Tensor };
  forward(x: Tensor, options: { returnPattern?: boolean } = {}): Tensor | { y: Tensor; pattern: Tensor } {
    const project = (w: Tensor, b: Tensor): Tensor =>
      einsum('... seq dModel, numHeads dModel dHead -> ... numHeads seq dHead', x, w).add(b.unsqueeze(1));
    const [q, k, v] = [project(this.wQ, this.bQ), project(this.wK, this.bK), project(this.wV, this.bV)];
    const [seq, dHead] = q.shape.slice(-2) as [number, number];

    const scores = einsum('... queries dHead, ... keys dHead -> ... queries keys', q, k).div(
      Math.sqrt(dHead),
    );
    const pattern = softmax(applyMask(scores, causalMask(seq, seq)), -1);
    const z = einsum('... queries keys, ... keys dHead -> ... queries dHead', pattern, v);
    const y = einsum('... numHeads seq dHead, numHeads dHead dModel -> ... seq dModel', z, this.wO).add(
      this.bO,
    );
    return options.returnPattern === true ? { y, pattern } : y;
  }
}

import { Module, type Tensor } from '@dawnbook/tensor';
import { defaultDFf } from './init.ts';
import { Linear } from './linear.ts';
import { childSeed } from './random.ts';
import { silu } from './silu.ts';

/** Exercise `swiglu`: W₂(SiLU(W₁x) ⊙ W₃x), a feed-forward layer with a gate (Shazeer 2020). */
export class SwiGLU extends Module {
  /** The gate, `[dFf, dModel]`. */
  readonly w1: Linear;
  /** Back to the model's width, `[dModel, dFf]`. */
  readonly w2: Linear;
  /** What is gated, `[dFf, dModel]`. */
  readonly w3: Linear;

  /** @param dFf - {@link defaultDFf} of dModel by default */
  constructor(dModel: number, dFf = defaultDFf(dModel), options: { seed?: number } = {}) {
    super();
    const { seed = 0 } = options;
    this.w1 = new Linear(dModel, dFf, { seed: childSeed(seed, 1) });
    this.w2 = new Linear(dFf, dModel, { seed: childSeed(seed, 2) });
    this.w3 = new Linear(dModel, dFf, { seed: childSeed(seed, 3) });
  }

  /**
   * @param x - `[..., dModel]`
   * @returns `[..., dModel]`
   */
  forward(x: Tensor): Tensor {
    const gate = silu(this.w1.forward(x)); // [..., dFf]
    return this.w2.forward(gate.mul(this.w3.forward(x)));
  }
}

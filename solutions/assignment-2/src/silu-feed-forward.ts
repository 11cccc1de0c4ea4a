import { Module, type Tensor } from '@dawnbook/tensor';
import { Linear } from './linear.ts';
import { childSeed } from './random.ts';
import { silu } from './silu.ts';

/** Exercise `model-variants`: W₂ SiLU(W₁x), the feed-forward layer without a gate. */
export class SiLUFeedForward extends Module {
  /** `[dFf, dModel]` */
  readonly w1: Linear;
  /** `[dModel, dFf]` */
  readonly w2: Linear;

  /** @param dFf - 4·dModel by default, so that it has about as many weights as {@link SwiGLU} */
  constructor(dModel: number, dFf = 4 * dModel, options: { seed?: number } = {}) {
    super();
    const { seed = 0 } = options;
    this.w1 = new Linear(dModel, dFf, { seed: childSeed(seed, 1) });
    this.w2 = new Linear(dFf, dModel, { seed: childSeed(seed, 2) });
  }

  /**
   * @param x - `[..., dModel]`
   * @returns `[..., dModel]`
   */
  forward(x: Tensor): Tensor {
    return this.w2.forward(silu(this.w1.forward(x)));
  }
}

import { notImplemented } from '@dawnbook/grader';
import { Module, type Tensor } from '@dawnbook/tensor';
import type { Linear } from './linear.ts';

/**
 * W₂(SiLU(W₁x) ⊙ W₃x). About 8 lines.
 *
 * Handout: README.md#swiglu
 */
export class SwiGLU extends Module {
  /** The gate, `[dFf, dModel]`. */
  readonly w1: Linear;
  /** Back to the model's width, `[dModel, dFf]`. */
  readonly w2: Linear;
  /** What is gated, `[dFf, dModel]`. */
  readonly w3: Linear;

  /**
   * @param dFf - {@link defaultDFf} of dModel by default
   * @param options - `seed` of the first weights; each matrix needs its own, see `childSeed` in random.ts
   */
  constructor(dModel: number, dFf?: number, options: { seed?: number } = {}) {
    super();
    throw notImplemented('swiglu');
  }

  /**
   * @param x - `[..., dModel]`
   * @returns `[..., dModel]`
   */
  forward(x: Tensor): Tensor {
    throw notImplemented('swiglu');
  }
}

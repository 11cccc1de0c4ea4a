import { notImplemented } from '@dawnbook/grader';
import { Module, type Parameter, type Tensor } from '@dawnbook/tensor';

/**
 * x / √(mean(x²) + ε) · g, row by row. About 6 lines.
 *
 * Handout: README.md#rmsnorm
 */
export class RMSNorm extends Module {
  /** The gain g, `[dModel]`, ones at first. */
  readonly weight: Parameter;

  /** @param options - `eps`, 1e-5 by default */
  constructor(dModel: number, options: { eps?: number } = {}) {
    super();
    throw notImplemented('rmsnorm');
  }

  /**
   * @param x - `[..., dModel]`
   * @returns `[..., dModel]`
   */
  forward(x: Tensor): Tensor {
    throw notImplemented('rmsnorm');
  }
}

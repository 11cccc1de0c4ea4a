import { notImplemented } from '@dawnbook/grader';
import { Module, type Parameter, type Tensor } from '@dawnbook/tensor';

/**
 * y = x Wᵀ, without a bias. About 8 lines.
 *
 * Handout: README.md#linear
 */
export class Linear extends Module {
  /** `[outFeatures, inFeatures]` */
  weight: Parameter;

  /** Draws the first weights with {@link truncatedNormal}, standard deviation √(2 / (in + out)); seed 0 by default. */
  constructor(inFeatures: number, outFeatures: number, options: { seed?: number } = {}) {
    super();
    throw notImplemented('linear');
  }

  /**
   * @param x - `[..., inFeatures]`
   * @returns `[..., outFeatures]`
   * @throws RangeError (the engine's ShapeError is one) naming both widths if the last axis is another
   */
  forward(x: Tensor): Tensor {
    throw notImplemented('linear');
  }
}

import { notImplemented } from '@dawnbook/grader';
import { Module, type Parameter, type Tensor } from '@dawnbook/tensor';

/**
 * (x − mean) / √(variance + ε) · weight + bias, row by row; the variance divides by dModel. About 8 lines.
 *
 * Handout: README.md#layer-norm
 */
export class LayerNorm extends Module {
  /** `[dModel]`, ones at first. */
  readonly weight: Parameter;
  /** `[dModel]`, zeros at first. */
  readonly bias: Parameter;

  /** @param options - `eps`, 1e-5 by default */
  constructor(dModel: number, options: { eps?: number } = {}) {
    super();
    throw notImplemented('layer-norm');
  }

  /**
   * @param x - `[..., dModel]`
   * @returns `[..., dModel]`
   */
  forward(x: Tensor): Tensor {
    throw notImplemented('layer-norm');
  }
}

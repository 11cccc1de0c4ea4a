import { Module, Parameter, type Tensor } from '@dawnbook/tensor';
import { truncatedNormal } from './init.ts';

/** Exercise `linear`: y = x Wᵀ, without a bias. */
export class Linear extends Module {
  /** `[outFeatures, inFeatures]` */
  weight: Parameter;

  constructor(inFeatures: number, outFeatures: number, options: { seed?: number } = {}) {
    super();
    const std = Math.sqrt(2 / (inFeatures + outFeatures)); // Glorot and Bengio 2010
    this.weight = new Parameter(truncatedNormal([outFeatures, inFeatures], { std, seed: options.seed ?? 0 }));
  }

  /**
   * @param x - `[..., inFeatures]`
   * @returns `[..., outFeatures]`
   */
  forward(x: Tensor): Tensor {
    return x.matmul(this.weight.transpose(0, 1));
  }
}

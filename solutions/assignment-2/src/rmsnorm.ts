import { Module, ones, Parameter, type Tensor } from '@dawnbook/tensor';

/** Exercise `rmsnorm`: x / √(mean(x²) + ε) · g (Zhang and Sennrich 2019). */
export class RMSNorm extends Module {
  /** The gain g, `[dModel]`. */
  readonly weight: Parameter;
  readonly #eps: number;

  constructor(dModel: number, options: { eps?: number } = {}) {
    super();
    this.weight = new Parameter(ones([dModel]));
    this.#eps = options.eps ?? 1e-5;
  }

  /**
   * @param x - `[..., dModel]`
   * @returns `[..., dModel]`
   */
  forward(x: Tensor): Tensor {
    const meanSquare = x.square().mean(-1, true); // [..., 1]
    return x.mul(meanSquare.add(this.#eps).rsqrt()).mul(this.weight);
  }
}

import { Module, ones, Parameter, type Tensor, zeros } from '@dawnbook/tensor';

/** Exercise `layer-norm`: (x − mean) / √(variance + ε) · weight + bias (Ba et al. 2016). */
export class LayerNorm extends Module {
  /** `[dModel]` */
  readonly weight: Parameter;
  /** `[dModel]` */
  readonly bias: Parameter;
  readonly #eps: number;

  constructor(dModel: number, options: { eps?: number } = {}) {
    super();
    this.weight = new Parameter(ones([dModel]));
    this.bias = new Parameter(zeros([dModel]));
    this.#eps = options.eps ?? 1e-5;
  }

  /**
   * @param x - `[..., dModel]`
   * @returns `[..., dModel]`
   */
  forward(x: Tensor): Tensor {
    const centred = x.sub(x.mean(-1, true));
    // In two passes: E[x²] − E[x]² loses all digits where the mean is large.
    const variance = centred.square().mean(-1, true);
    return centred.mul(variance.add(this.#eps).rsqrt()).mul(this.weight).add(this.bias);
  }
}

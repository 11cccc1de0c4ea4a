import { Module, Parameter, type Tensor, zeros } from '@dawnbook/tensor';
import { truncatedNormal } from './init.ts';
import { childSeed } from './random.ts';

/**
 * Exercise `gelu-mlp`: ½x(1 + tanh(√(2/π)(x + 0.044715x³))), the approximation of GELU that GPT-2 was trained with
 * (Hendrycks and Gimpel 2016).
 */
export function geluNew(x: Tensor): Tensor {
  const cube = x.mul(x).mul(x);
  const inner = x.add(cube.mul(0.044715)).mul(Math.sqrt(2 / Math.PI));
  return x.mul(0.5).mul(inner.tanh().add(1));
}

/** Exercise `gelu-mlp`: the feed-forward layer of GPT-2, with biases. */
export class GeluMLP extends Module {
  /** `[dModel, dMlp]` */
  readonly wIn: Parameter;
  /** `[dMlp]` */
  readonly bIn: Parameter;
  /** `[dMlp, dModel]` */
  readonly wOut: Parameter;
  /** `[dModel]` */
  readonly bOut: Parameter;

  constructor(dModel: number, dMlp: number, options: { seed?: number } = {}) {
    super();
    const { seed = 0 } = options;
    this.wIn = new Parameter(truncatedNormal([dModel, dMlp], { std: 0.02, seed: childSeed(seed, 1) }));
    this.bIn = new Parameter(zeros([dMlp]));
    this.wOut = new Parameter(truncatedNormal([dMlp, dModel], { std: 0.02, seed: childSeed(seed, 2) }));
    this.bOut = new Parameter(zeros([dModel]));
  }

  /**
   * @param x - `[..., dModel]`
   * @returns `[..., dModel]`
   */
  forward(x: Tensor): Tensor {
    const hidden = geluNew(x.matmul(this.wIn).add(this.bIn)); // [..., dMlp]
    return hidden.matmul(this.wOut).add(this.bOut);
  }
}

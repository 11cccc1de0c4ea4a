import { notImplemented } from '@dawnbook/grader';
import { Module, type Parameter, type Tensor } from '@dawnbook/tensor';

/**
 * ½x(1 + tanh(√(2/π)(x + 0.044715x³))), element by element. Three lines.
 *
 * Handout: README.md#gelu-mlp
 */
export function geluNew(x: Tensor): Tensor {
  throw notImplemented('gelu-mlp');
}

/**
 * geluNew(x·wIn + bIn)·wOut + bOut. About 8 lines.
 *
 * Handout: README.md#gelu-mlp
 */
export class GeluMLP extends Module {
  /** `[dModel, dMlp]`; matrices start with a standard deviation of 0.02, biases with 0. */
  readonly wIn: Parameter;
  /** `[dMlp]` */
  readonly bIn: Parameter;
  /** `[dMlp, dModel]` */
  readonly wOut: Parameter;
  /** `[dModel]` */
  readonly bOut: Parameter;

  constructor(dModel: number, dMlp: number, options: { seed?: number } = {}) {
    super();
    throw notImplemented('gelu-mlp');
  }

  /**
   * @param x - `[..., dModel]`
   * @returns `[..., dModel]`
   */
  forward(x: Tensor): Tensor {
    throw notImplemented('gelu-mlp');
  }
}

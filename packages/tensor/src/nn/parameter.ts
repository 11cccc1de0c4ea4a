import { Tensor } from '../tensor/tensor.ts';

/** A tensor that a model learns: a leaf that requires gradients, and that optimizers `assign()` to. */
export class Parameter extends Tensor {
  /**
   * @param initial - the first value; its history is not kept
   * @throws TensorError for integers
   */
  constructor(initial: Tensor) {
    super(initial.node);
    initial.lend();
    this.requiresGrad = true;
  }
}

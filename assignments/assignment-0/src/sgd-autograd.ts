import { notImplemented } from '@dawnbook/grader';
import type { Tensor } from './tensor.ts';

/**
 * Stochastic gradient descent: p ← p − lr · grad. About 20 lines.
 *
 * Handout: README.md#sgd-autograd
 */
export class SGD {
  /**
   * @param parameters - any iterable; it is gone through once
   * @throws RangeError naming the learning rate when it is negative or not a number
   */
  constructor(parameters: Iterable<Tensor>, options: { lr: number }) {
    throw notImplemented('sgd-autograd');
  }

  /** Changes the parameters in place, without recording it. A parameter without a gradient stays as it is. */
  step(): void {
    throw notImplemented('sgd-autograd');
  }

  /** Drops all gradients: `grad` becomes `null`. */
  zeroGrad(): void {
    throw notImplemented('sgd-autograd');
  }
}

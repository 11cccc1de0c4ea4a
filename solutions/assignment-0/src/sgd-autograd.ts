import { addInPlace, noGrad } from './no-grad-in-place.ts';
import type { Tensor } from './tensor.ts';

/** Stochastic gradient descent: p ← p − lr · grad. */
export class SGD {
  readonly #parameters: readonly Tensor[];
  readonly #lr: number;

  /**
   * @param parameters - any iterable; it is gone through once
   * @throws RangeError naming the learning rate when it is negative or not a number
   */
  constructor(parameters: Iterable<Tensor>, { lr }: { lr: number }) {
    if (!(lr >= 0)) throw new RangeError(`SGD: the learning rate is ${lr}; it must be 0 or more`);
    this.#parameters = [...parameters];
    this.#lr = lr;
  }

  /** Changes the parameters in place, without recording it. A parameter without a gradient stays as it is. */
  step(): void {
    noGrad(() => {
      for (const parameter of this.#parameters) {
        if (parameter.grad !== null) addInPlace(parameter, parameter.grad.multiply(-this.#lr));
      }
    });
  }

  /** Drops all gradients: `grad` becomes `null`. */
  zeroGrad(): void {
    for (const parameter of this.#parameters) parameter.grad = null;
  }
}

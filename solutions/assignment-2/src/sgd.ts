import { noGrad, type Parameter, submit } from '@dawnbook/tensor';

/**
 * Gradient descent with a rate that falls as 1/√(t + 1): θ ← θ − lr/√(t + 1) · g, where t counts the updates of the
 * parameter from 0. A parameter without a gradient is left alone, and its t too.
 */
export class SGD {
  readonly #lr: number;
  /** Updates so far. */
  readonly #t = new Map<Parameter, number>();

  /** @throws RangeError if `lr` is negative or not a number */
  constructor(params: Iterable<Parameter>, options: { lr: number }) {
    if (!(options.lr >= 0)) throw new RangeError(`SGD: lr is ${options.lr}; it must not be negative`);
    this.#lr = options.lr;
    for (const param of params) this.#t.set(param, 0);
  }

  /** Updates all parameters that have gradients. */
  step(): void {
    noGrad(() => {
      for (const [param, t] of this.#t) {
        if (param.grad === null) continue;
        param.assign(param.sub(param.grad.mul(this.#lr / Math.sqrt(t + 1))));
        this.#t.set(param, t + 1);
      }
    });
    submit(...this.#t.keys()); // else each step would add to a graph that nobody computes
  }

  /** Drops all gradients. */
  zeroGrad(): void {
    for (const param of this.#t.keys()) param.grad = null;
  }

  /** t of each parameter, in their order. */
  stateDict(): { t: number[] } {
    return { t: [...this.#t.values()] };
  }

  /** @throws RangeError if the state is of another number of parameters; nothing changes then */
  loadStateDict(state: { t: readonly number[] }): void {
    if (state.t.length !== this.#t.size) {
      throw new RangeError(`SGD: the state has ${state.t.length} parameters, this optimizer ${this.#t.size}`);
    }
    for (const [i, param] of [...this.#t.keys()].entries()) this.#t.set(param, state.t[i]!);
  }
}

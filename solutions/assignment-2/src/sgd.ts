import { noGrad, type Parameter, scope, submit } from '@dawnbook/tensor';

/**
 * Gradient descent with a rate that falls as 1/√(t + 1): θ ← θ − lr/√(t + 1) · g, where t counts the updates of the
 * parameter from 0. A parameter without a gradient is left alone, and its t too.
 */
export class SGD {
  readonly #slots: readonly { readonly param: Parameter; readonly lr: number; t: number }[];

  /**
   * @param params - parameters, or groups of them with a rate of their own
   * @throws RangeError if a rate is negative or not a number
   */
  constructor(
    params: readonly Parameter[] | readonly { params: readonly Parameter[]; lr?: number }[],
    options: { lr: number },
  ) {
    const groups = params.map((entry) => ('params' in entry ? entry : { params: [entry] }));
    for (const { lr } of [options, ...groups]) {
      if (lr !== undefined && !(lr >= 0)) throw new RangeError(`SGD: lr is ${lr}; it must not be negative`);
    }
    this.#slots = groups.flatMap(({ params: own, lr = options.lr }) =>
      own.map((param) => ({ param, lr, t: 0 })),
    );
  }

  /** Updates all parameters that have gradients. */
  step(): void {
    const updated = this.#slots.filter(({ param }) => param.grad !== null);
    // The scope frees what is left over; without `submit`, each step would add to a graph that nobody computes.
    scope(() =>
      noGrad(() => {
        for (const slot of updated) {
          const { param, lr, t } = slot;
          param.assign(param.sub(param.grad!.mul(lr / Math.sqrt(t + 1))));
          slot.t++;
        }
        submit(...updated.map(({ param }) => param));
      }),
    );
  }

  /** Drops all gradients. */
  zeroGrad(): void {
    for (const { param } of this.#slots) param.grad = null;
  }

  /** t of each parameter, in their order. */
  stateDict(): { t: number[] } {
    return { t: this.#slots.map(({ t }) => t) };
  }

  /** @throws RangeError if the state is of another number of parameters; nothing changes then */
  loadStateDict(state: { t: readonly number[] }): void {
    if (state.t.length !== this.#slots.length) {
      throw new RangeError(
        `SGD: the state has ${state.t.length} parameters, this optimizer ${this.#slots.length}`,
      );
    }
    for (const [i, slot] of this.#slots.entries()) slot.t = state.t[i]!;
  }
}

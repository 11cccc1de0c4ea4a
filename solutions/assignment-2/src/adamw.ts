import { noGrad, type Parameter, scope, submit, type Tensor, zeros } from '@dawnbook/tensor';

/** Parameters with a learning rate or a weight decay of their own. */
export interface ParameterGroup {
  readonly params: readonly Parameter[];
  /** The optimizer's, if not given. */
  readonly lr?: number;
  /** The optimizer's, if not given. */
  readonly weightDecay?: number;
}

export interface AdamWOptions {
  /** Learning rate, 1e-3. */
  readonly lr?: number;
  /** Decay rates of the two moments, [0.9, 0.999]. */
  readonly betas?: readonly [number, number];
  /** Added to the root of the second moment, 1e-8. */
  readonly eps?: number;
  /** λ, 0.01. */
  readonly weightDecay?: number;
}

/** What the next step depends on, besides the parameters: for each parameter its t and its two moments. */
export interface AdamWState {
  readonly t: readonly number[];
  readonly m: readonly Tensor[];
  readonly v: readonly Tensor[];
}

interface Slot {
  readonly param: Parameter;
  readonly group: ParameterGroup;
  /** Updates so far. */
  t: number;
  /** First moment, the running mean of the gradients. */
  readonly m: Tensor;
  /** Second moment, the running mean of their squares. */
  readonly v: Tensor;
}

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2), in PyTorch's order:
 *
 * ```
 * θ ← θ (1 − lr λ)
 * m ← β₁ m + (1 − β₁) g
 * v ← β₂ v + (1 − β₂) g²
 * θ ← θ − lr m̂ / (√v̂ + ε),   m̂ = m / (1 − β₁ᵗ),   v̂ = v / (1 − β₂ᵗ)
 * ```
 *
 * t counts the updates of the parameter, from 1. A parameter without a gradient is left alone: no decay either.
 */
export class AdamW {
  /** Learning rate of all groups that do not have their own. A schedule sets it before each step. */
  lr: number;
  readonly #betas: readonly [number, number];
  readonly #eps: number;
  readonly #weightDecay: number;
  readonly #slots: readonly Slot[];

  /** @throws RangeError naming the option, if a rate, ε or λ is negative or a β is not in [0, 1) */
  constructor(params: readonly Parameter[] | readonly ParameterGroup[], options: AdamWOptions = {}) {
    const { lr = 1e-3, betas = [0.9, 0.999], eps = 1e-8, weightDecay = 0.01 } = options;
    const groups = params.map((entry) => ('params' in entry ? entry : { params: [entry] }));
    for (const one of [{ lr, eps, weightDecay }, ...groups]) checkNotNegative(one);
    for (const [i, beta] of betas.entries()) {
      if (!(beta >= 0 && beta < 1))
        throw new RangeError(`AdamW: betas[${i}] is ${beta}; it must be in [0, 1)`);
    }
    this.lr = lr;
    this.#betas = betas;
    this.#eps = eps;
    this.#weightDecay = weightDecay;
    this.#slots = groups.flatMap((group) =>
      group.params.map((param) => ({ param, group, t: 0, m: zeros(param.shape), v: zeros(param.shape) })),
    );
  }

  /** All parameters, group by group. */
  get params(): Parameter[] {
    return this.#slots.map(({ param }) => param);
  }

  /** Updates all parameters that have gradients. */
  step(): void {
    const updated = this.#slots.filter(({ param }) => param.grad !== null);
    // The scope frees what is left over; without `submit`, each step would add to a graph that nobody computes.
    scope(() =>
      noGrad(() => {
        for (const slot of updated) this.#update(slot, slot.param.grad!);
        submit(...updated.flatMap(({ param, m, v }) => [param, m, v]));
      }),
    );
  }

  #update(slot: Slot, grad: Tensor): void {
    const { param, group, m, v } = slot;
    const { lr = this.lr, weightDecay = this.#weightDecay } = group;
    const [beta1, beta2] = this.#betas;
    const t = ++slot.t;
    m.assign(m.mul(beta1).add(grad.mul(1 - beta1)));
    v.assign(v.mul(beta2).add(grad.square().mul(1 - beta2)));
    const mHat = m.div(1 - beta1 ** t);
    const vHat = v.div(1 - beta2 ** t);
    const decayed = param.mul(1 - lr * weightDecay);
    param.assign(decayed.sub(mHat.mul(lr).div(vHat.sqrt().add(this.#eps))));
  }

  /** Drops all gradients. */
  zeroGrad(): void {
    for (const { param } of this.#slots) param.grad = null;
  }

  /** The state of each parameter, in the order of {@link params}; the tensors are not copies. */
  stateDict(): AdamWState {
    return {
      t: this.#slots.map(({ t }) => t),
      m: this.#slots.map(({ m }) => m),
      v: this.#slots.map(({ v }) => v),
    };
  }

  /** @throws RangeError if the state is of another number of parameters; nothing changes then */
  loadStateDict(state: AdamWState): void {
    for (const key of ['t', 'm', 'v'] as const) {
      const count = state[key].length;
      if (count === this.#slots.length) continue;
      throw new RangeError(`AdamW: the state's ${key} is of ${count} parameters, not ${this.#slots.length}`);
    }
    for (const [i, slot] of this.#slots.entries()) {
      slot.t = state.t[i]!;
      slot.m.assign(state.m[i]!);
      slot.v.assign(state.v[i]!);
    }
  }
}

function checkNotNegative({
  lr,
  eps,
  weightDecay,
}: {
  lr?: number;
  eps?: number;
  weightDecay?: number;
}): void {
  for (const [name, value] of Object.entries({ lr, eps, weightDecay })) {
    if (value !== undefined && !(value >= 0)) {
      throw new RangeError(`AdamW: ${name} is ${value}; it must not be negative`);
    }
  }
}

import { notImplemented } from '@dawnbook/grader';
import type { Parameter, Tensor } from '@dawnbook/tensor';

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

/**
 * Adam with decoupled weight decay, in PyTorch's order:
 *
 * ```
 * θ ← θ (1 − lr λ)
 * m ← β₁ m + (1 − β₁) g
 * v ← β₂ v + (1 − β₂) g²
 * θ ← θ − lr m̂ / (√v̂ + ε),   m̂ = m / (1 − β₁ᵗ),   v̂ = v / (1 − β₂ᵗ)
 * ```
 *
 * t counts the updates of the parameter, from 1. A parameter without a gradient is left alone: no decay either.
 * About 60 lines.
 *
 * Handout: README.md#adamw
 */
export class AdamW {
  /** Learning rate of all groups that do not have their own. A schedule sets it before each step. */
  lr = 0;

  /** @throws RangeError naming option and value, if a rate, ε or λ is negative or a β is not in [0, 1) */
  constructor(params: readonly Parameter[] | readonly ParameterGroup[], options: AdamWOptions = {}) {
    throw notImplemented('adamw');
  }

  /** All parameters, group by group. */
  get params(): Parameter[] {
    throw notImplemented('adamw');
  }

  /** Updates all parameters that have gradients, without reading and without keeping a graph. */
  step(): void {
    throw notImplemented('adamw');
  }

  /** Drops all gradients. */
  zeroGrad(): void {
    throw notImplemented('adamw');
  }

  /** The state of each parameter, in the order of `params`. */
  stateDict(): AdamWState {
    throw notImplemented('adamw');
  }

  /** Takes over a state: the next step is as if it had been this optimizer's own. */
  loadStateDict(state: AdamWState): void {
    throw notImplemented('adamw');
  }
}

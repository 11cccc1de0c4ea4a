import { notImplemented } from '@dawnbook/grader';
import type { Parameter } from '@dawnbook/tensor';

/**
 * θ ← θ − lr/√(t + 1) · g, where t counts the updates of the parameter from 0. A parameter without a gradient is left
 * alone, and its t too. About 35 lines.
 *
 * Handout: README.md#sgd
 */
export class SGD {
  /**
   * @param params - parameters, or groups of them with a rate of their own
   * @throws RangeError if a rate is negative or not a number
   */
  constructor(
    params: readonly Parameter[] | readonly { params: readonly Parameter[]; lr?: number }[],
    options: { lr: number },
  ) {
    throw notImplemented('sgd');
  }

  /** Updates all parameters that have gradients, without reading and without keeping a graph. */
  step(): void {
    throw notImplemented('sgd');
  }

  /** Drops all gradients. */
  zeroGrad(): void {
    throw notImplemented('sgd');
  }

  /** t of each parameter, in their order. */
  stateDict(): { t: number[] } {
    throw notImplemented('sgd');
  }

  /** Takes over a state. */
  loadStateDict(state: { t: readonly number[] }): void {
    throw notImplemented('sgd');
  }
}

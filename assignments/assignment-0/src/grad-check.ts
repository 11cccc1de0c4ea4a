import { notImplemented } from '@dawnbook/grader';
import type { Tensor } from './tensor.ts';

/** Where a gradient is most wrong. */
export interface GradError {
  /** Which input, and which of its elements. */
  readonly input: number;
  readonly index: number;
  /** The derivative by backpropagation. */
  readonly analytic: number;
  /** The derivative by central differences. */
  readonly numeric: number;
}

/** Step of the differences, and the largest error that is tolerated. */
export interface GradCheckOptions {
  readonly h?: number;
  readonly tolerance?: number;
}

/**
 * Compares the gradients that backpropagation finds with central differences,
 * (L(x + h) − L(x − h)) / 2h for every element of every input, of L = Σ f(x)·r with r random in [0.5, 1.5).
 *
 * An element passes if |analytic − numeric| ≤ tolerance · max(1, |numeric|). `worst` is the element with the largest
 * |analytic − numeric| / max(1, |numeric|). The inputs are not changed, and their `grad` stays what it was.
 *
 * About 30 lines.
 *
 * Handout: README.md#grad-check
 *
 * @param f - computes a tensor from tensors of the shapes of `inputs`
 */
export function gradCheck(
  f: (...xs: Tensor[]) => Tensor,
  inputs: readonly Tensor[],
  { h = 1e-5, tolerance = 1e-6 }: GradCheckOptions = {},
): { ok: boolean; worst: GradError } {
  throw notImplemented('grad-check');
}

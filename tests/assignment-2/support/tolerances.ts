/** Tolerances, derived from the precision of f32 (2⁻²³) and the number of operations, not from what a solution gives. */
import { expectClose, type Tolerance } from '@dawnbook/grader/suite';
import type { NDArray } from '@dawnbook/grader';
import { type Array64, plain } from './arrays.ts';

const EPSILON = 2 ** -23;

/** Element-wise functions: WGSL allows `exp` an error of 3 + 2|x| units in the last place. */
export const ew: Tolerance = { rtol: 2e-5, atol: 1e-6 };

/** Several layers of matrix products, norms and exponentials in a row, with values of order 1. */
export const model: Tolerance = { rtol: 1e-3, atol: 1e-4 };

/** Gradients pass through as many operations again. */
export function twice({ rtol, atol }: Tolerance): Tolerance {
  return { rtol: 2 * rtol, atol: 2 * atol };
}

/**
 * A sum of K products: rounding errors add up like a random walk, 8 standard deviations are allowed.
 *
 * @param magnitudes - Σ|aᵢbᵢ| for each element
 */
export function expectProduct(
  actual: NDArray,
  expected: Array64,
  magnitudes: Array64,
  K: number,
  what = 'y',
  factor = 1,
): void {
  // Shapes, and NaN.
  expectClose(actual, plain(expected), { rtol: 0, atol: Number.MAX_VALUE }, what);
  for (const [i, value] of expected.data.entries()) {
    const atol = factor * (8 * Math.sqrt(K) * EPSILON * magnitudes.data[i]! + 1e-6);
    // One element is out of its bound: the whole comparison makes the message.
    if (Math.abs(actual.data[i]! - value) > atol)
      expectClose(actual, plain(expected), { rtol: 0, atol }, what);
  }
}

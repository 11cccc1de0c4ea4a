import type { Tensor } from '@dawnbook/tensor';

/**
 * Exercise `softmax`: exp(x) / Σ exp(x) along an axis. The maximum is subtracted first: nothing overflows, and the result
 * is the same. It is a constant as far as the gradient is concerned.
 *
 * @param dim - may be negative
 * @throws RangeError if there is no such axis
 */
export function softmax(x: Tensor, dim: number): Tensor {
  const exponentials = x.sub(x.detach().max(dim, true)).exp();
  return exponentials.div(exponentials.sum(dim, true));
}

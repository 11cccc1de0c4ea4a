import { notImplemented } from '@dawnbook/grader';
import type { Tensor } from '@dawnbook/tensor';

/**
 * softmax(q kᵀ/√dK) v over the keys that the mask allows. A query that may attend to nothing gets 0, with gradient 0; what
 * is masked has no influence at all. About 6 lines.
 *
 * Handout: README.md#scaled-dot-product-attention
 *
 * @param q - `[..., queries, dK]`
 * @param k - `[..., keys, dK]`
 * @param v - `[..., keys, dV]`
 * @param mask - boolean, broadcast against `[..., queries, keys]`; true = may attend. Without it, all keys are allowed
 * @returns `[..., queries, dV]`
 */
export function scaledDotProductAttention(q: Tensor, k: Tensor, v: Tensor, mask?: Tensor): Tensor {
  throw notImplemented('scaled-dot-product-attention');
}

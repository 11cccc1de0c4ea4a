import { einsum, type Tensor } from '@dawnbook/tensor';
import { applyMask } from './mask.ts';
import { softmax } from './softmax.ts';

/**
 * Exercise `scaled-dot-product-attention`: softmax(q kᵀ/√dK) v over the keys that the mask allows (Vaswani et al. 2017,
 * equation 1). A query that may attend to nothing gets 0.
 *
 * @param q - `[..., queries, dK]`
 * @param k - `[..., keys, dK]`
 * @param v - `[..., keys, dV]`
 * @param mask - boolean, broadcast against `[..., queries, keys]`; true = may attend
 * @returns `[..., queries, dV]`
 */
export function scaledDotProductAttention(q: Tensor, k: Tensor, v: Tensor, mask?: Tensor): Tensor {
  const dK = q.shape.at(-1)!;
  const scores = einsum('... queries dK, ... keys dK -> ... queries keys', q, k).div(Math.sqrt(dK));
  let weights = softmax(mask === undefined ? scores : applyMask(scores, mask), -1);
  // Where nothing is allowed, softmax makes all keys equal.
  if (mask !== undefined) weights = mask.where(weights, 0);
  return einsum('... queries keys, ... keys dV -> ... queries dV', weights, v);
}

import type { Tensor } from '@dawnbook/tensor';

/**
 * The rank of each element along the last axis, 0 for the largest; of equal ones the first comes first.
 *
 * Sorting says which element has rank r; sorting that permutation inverts it.
 */
export function ranks(x: Tensor): Tensor {
  return x.argsort(-1, true).argsort(-1);
}

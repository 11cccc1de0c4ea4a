import { notImplemented } from '@dawnbook/grader';
import type { Tensor } from '@dawnbook/tensor';
import type { CausalMultiHeadSelfAttention } from './self-attention.ts';

/**
 * The matrices of queries, keys and values below each other, so that gradients and updates reach the three parameters.
 * One line; the option `fused` of the layer takes about 3 more.
 *
 * Handout: README.md#fused-qkv
 *
 * @returns `[3·dModel, dModel]`
 */
export function fuseQkv(attn: CausalMultiHeadSelfAttention): Tensor {
  throw notImplemented('fused-qkv');
}

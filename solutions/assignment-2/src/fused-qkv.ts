import { concat, type Tensor } from '@dawnbook/tensor';
import type { CausalMultiHeadSelfAttention } from './self-attention.ts';

/**
 * Exercise `fused-qkv`: the matrices of queries, keys and values below each other. It is made of the parameters anew each
 * time, so it follows their updates, and gradients go through.
 *
 * @returns `[3·dModel, dModel]`
 */
export function fuseQkv(attn: CausalMultiHeadSelfAttention): Tensor {
  return concat([attn.qProj.weight, attn.kProj.weight, attn.vProj.weight], 0);
}

import { notImplemented } from '@dawnbook/grader';
import { Module, type Tensor } from '@dawnbook/tensor';
import type { TransformerBlock } from './block.ts';
import type { Embedding } from './embedding.ts';
import type { KVCache } from './kv-cache.ts';
import type { Linear } from './linear.ts';
import type { RMSNorm } from './rmsnorm.ts';
import type { TransformerConfig } from './transformer-config.ts';
import { checkVariants } from './variants.ts';

/**
 * Token ids in, logits of the next token out. About 30 lines.
 *
 * Handout: README.md#transformer-lm
 */
export class TransformerLM extends Module {
  readonly config: TransformerConfig;
  readonly tokenEmbeddings: Embedding;
  readonly layers: readonly TransformerBlock[];
  /** None where a variant has no norms. */
  readonly lnFinal: RMSNorm | undefined;
  readonly lmHead: Linear;

  constructor(config: TransformerConfig) {
    super();
    this.config = config;
    checkVariants(config);
    throw notImplemented('transformer-lm');
  }

  /**
   * @param ids - i32 `[batch, seq]`; with a cache only the new tokens
   * @param options - `cache` is for the exercise `kv-cache`; leave it alone until then
   * @returns logits `[batch, seq, vocab]`, not probabilities
   * @throws RangeError with both numbers if seq is larger than the context length
   */
  forward(ids: Tensor, options: { cache?: KVCache } = {}): Tensor {
    throw notImplemented('transformer-lm');
  }
}

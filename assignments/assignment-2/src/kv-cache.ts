import { notImplemented } from '@dawnbook/grader';
import type { TransformerConfig } from './transformer-config.ts';

/**
 * Keys and values of the tokens that a model has seen. The buffers have room for the whole context from the beginning, so
 * that no shape depends on how full they are. About 60 lines; another 20 in attention and model.
 *
 * Handout: README.md#kv-cache
 */
export class KVCache {
  /** An empty cache for `batch` sequences. */
  static create(config: TransformerConfig, batch: number): KVCache {
    throw notImplemented('kv-cache');
  }

  /** Number of tokens in it. */
  get length(): number {
    throw notImplemented('kv-cache');
  }

  /** A new cache whose row i is a copy of row `indices[i]`. */
  select(indices: readonly number[]): KVCache {
    throw notImplemented('kv-cache');
  }

  /** Forgets all tokens; the buffers are used again. */
  clear(): void {
    throw notImplemented('kv-cache');
  }
}

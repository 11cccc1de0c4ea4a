import { notImplemented } from '@dawnbook/grader';
import type { NextLogits } from './next-logits.ts';
import type { TransformerLM } from './transformer-lm.ts';

/**
 * As `nextLogitsOf`, with a cache: sequences that continue those of the call before cost only their new tokens. Any others,
 * and those that have outgrown the context, are fed anew. About 25 lines.
 *
 * Handout: README.md#kv-cache
 */
export function cachedNextLogits(model: TransformerLM): NextLogits {
  throw notImplemented('kv-cache');
}

import { KVCache } from './kv-cache.ts';
import type { TransformerLM } from './transformer-lm.ts';
import { lastPosition, type NextLogits, toIds } from './next-logits.ts';

/**
 * As `nextLogitsOf`, with a cache: sequences that continue those of the call before cost only their new tokens. Any others
 * are fed as a whole, and so is the window of a sequence that has outgrown the context: it slides, and with it all
 * positions.
 */
export function cachedNextLogits(model: TransformerLM): NextLogits {
  const { contextLength } = model.config;
  let cache = KVCache.create(model.config, 1);
  let fed: readonly (readonly number[])[] = []; // what the cache holds
  return (sequences) => {
    const windows = sequences.map((sequence) => sequence.slice(-contextLength));
    if (!continues(windows, fed)) {
      if (cache.batch === windows.length) cache.clear();
      else {
        cache[Symbol.dispose]();
        cache = KVCache.create(model.config, windows.length);
      }
    }
    using ids = toIds(windows.map((window) => window.slice(cache.length)));
    fed = windows;
    return lastPosition(() => model.forward(ids, { cache }));
  };
}

/** Whether each sequence begins with its predecessor and goes on. */
function continues(
  sequences: readonly (readonly number[])[],
  before: readonly (readonly number[])[],
): boolean {
  return (
    sequences.length === before.length &&
    sequences.every((sequence, row) => {
      const start = before[row]!;
      return sequence.length > start.length && start.every((id, i) => sequence[i] === id);
    })
  );
}

import type { BeamOptions, BeamResult } from './beam-options.ts';
import { type NextBeamLogits, searchBeams } from './beam-search.ts';
import { KVCache } from './kv-cache.ts';
import type { TransformerLM } from './transformer-lm.ts';
import { lastPosition, toIds } from './next-logits.ts';

/**
 * Beam search with a cache: the prompt is fed once, then one token per beam and step. Before each step the cache gets the
 * rows of the beams' parents: one row becomes k, survivors move, those that went on twice are copied.
 *
 * Sequences beyond the context length are fed anew, as far as the window reaches.
 *
 * @throws RangeError as `beamSearch`
 */
export async function beamSearchCached(
  model: TransformerLM,
  prompt: readonly number[],
  options: BeamOptions,
): Promise<BeamResult[]> {
  const { contextLength } = model.config;
  let cache = KVCache.create(model.config, 1);
  const next: NextBeamLogits = (sequences, parents) => {
    const isFresh = cache.length === 0 || sequences[0]!.length > contextLength;
    const following = isFresh ? KVCache.create(model.config, sequences.length) : cache.select(parents);
    cache[Symbol.dispose]();
    cache = following;
    using ids = toIds(sequences.map((sequence) => sequence.slice(isFresh ? -contextLength : -1)));
    return lastPosition(() => model.forward(ids, { cache })); // [numSeqs, vocab]
  };
  try {
    return await searchBeams(next, prompt, options);
  } finally {
    cache[Symbol.dispose]();
  }
}

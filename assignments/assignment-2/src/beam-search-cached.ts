import { notImplemented } from '@dawnbook/grader';
import type { BeamOptions, BeamResult } from './beam-options.ts';
import type { TransformerLM } from './transformer-lm.ts';

/**
 * `beamSearch` with a cache: the prompt is fed once, then one token per beam and step; before each step the cache gets the
 * rows of the beams' parents. About 25 lines.
 *
 * Handout: README.md#cached-beam-search
 *
 * @throws RangeError as `beamSearch`
 */
export function beamSearchCached(
  model: TransformerLM,
  prompt: readonly number[],
  options: BeamOptions,
): Promise<BeamResult[]> {
  throw notImplemented('cached-beam-search');
}

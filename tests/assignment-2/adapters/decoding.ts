/** Adapters of section 8: sampling, beams, and caches. */
import { beamAdapters } from './beam-adapters.ts';
import { cacheAdapters } from './cache-adapters.ts';
import { samplingAdapters } from './sampling-adapters.ts';

export const decoding = { ...samplingAdapters, ...beamAdapters, ...cacheAdapters };

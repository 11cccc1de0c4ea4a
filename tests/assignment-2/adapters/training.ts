/** Adapters of sections 5 to 7: loss, optimizers, data, training. */
import { dataAdapters } from './data-adapters.ts';
import { lossAdapters } from './loss-adapters.ts';
import { optimizerAdapters } from './optimizer-adapters.ts';
import { trainAdapters } from './train-adapters.ts';

export const training = { ...lossAdapters, ...optimizerAdapters, ...dataAdapters, ...trainAdapters };

import { SMALL_MODEL } from './small-model.ts';

/** A training run of a few seconds. */
export const MICRO_TRAINING = {
  model: SMALL_MODEL,
  batchSize: 16,
  maxSteps: 20,
  lr: 1e-2,
  minLr: 1e-3,
  warmupSteps: 5,
  evalEvery: 20,
  evalWindows: 8,
  logEvery: 5,
  checkpointEvery: 1000,
  seed: 3,
};

import { defineAdapters } from '@dawnbook/grader';
import { arrayAdapters } from './adapters/array-adapters.ts';
import { gpuAdapters } from './adapters/gpu-adapters.ts';
import { graphAdapters } from './adapters/graph-adapters.ts';
import { modelAdapters } from './adapters/model-adapters.ts';

/** What tests may ask of a submission of this assignment. */
export const adapters = defineAdapters({
  ...arrayAdapters,
  ...graphAdapters,
  ...modelAdapters,
  ...gpuAdapters,
});

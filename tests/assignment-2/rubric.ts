import { defineRubric } from '@dawnbook/grader';
import { decoding } from './rubric/decoding.ts';
import { experiments } from './rubric/experiments.ts';
import { modules } from './rubric/modules.ts';
import { training } from './rubric/training.ts';

export const rubric = defineRubric({
  assignment: 2,
  title: 'Transformer basics',
  // Dawn, WebGPU for Node, is a native addon.
  // A whole training run is one call; on a busy machine with a software adapter it takes a while.
  limits: { addons: true, callSeconds: 120 },
  exercises: [...modules, ...training, ...decoding, ...experiments],
});

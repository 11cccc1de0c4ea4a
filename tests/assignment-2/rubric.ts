import { defineRubric } from '@dawnbook/grader';
import { decoding } from './rubric/decoding.ts';
import { experiments } from './rubric/experiments.ts';
import { modules } from './rubric/modules.ts';
import { training } from './rubric/training.ts';

export const rubric = defineRubric({
  assignment: 2,
  title: 'Transformer basics',
  // Dawn, WebGPU for Node, is a native addon.
  limits: { addons: true },
  exercises: [...modules, ...training, ...decoding, ...experiments],
});

import { defineAdapters } from '@dawnbook/grader';
import { encoding } from './adapters/encoding.ts';
import { training } from './adapters/training.ts';

/** What tests may ask of a submission of this assignment. */
export const adapters = defineAdapters({ ...training, ...encoding });

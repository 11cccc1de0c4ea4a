import { defineAdapters } from '@dawnbook/grader';
import { decoding } from './adapters/decoding.ts';
import { modules } from './adapters/modules.ts';
import { training } from './adapters/training.ts';

/** What tests may ask of a submission of this assignment. */
export const adapters = defineAdapters({ ...modules, ...training, ...decoding });

/**
 * A suite's check of itself.
 *
 * @packageDocumentation
 */
export { defineMutants } from './mutants.ts';
export { selfCheck } from './self-check.ts';

export type { Edit, ExerciseMutants, Mutant } from './mutants.ts';

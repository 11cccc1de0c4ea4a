/**
 * A suite's check of itself.
 *
 * @packageDocumentation
 */
export { defineMutants } from './mutants.ts';

export type { Edit, ExerciseMutants, Mutant } from './mutants.ts';

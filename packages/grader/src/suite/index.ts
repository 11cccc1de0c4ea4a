/**
 * What test files import.
 *
 * @packageDocumentation
 */
export { defineSuite } from './exercise.ts';
export { expectAtMost } from './expect-at-most.ts';
export { expectClose } from './expect-close.ts';
export { expectError } from './expect-error.ts';
export { expectSame } from './expect-same.ts';
export { randomSource } from './random-source.ts';
export { show } from './show.ts';

export type { DeclareExercise, ExerciseContext } from './exercise.ts';
export type { RandomSource } from './random-source.ts';
export type { Tolerance } from './tolerance.ts';

/**
 * What course code imports: stubs (`notImplemented`), rubrics and adapters. It loads fast and runs anywhere; the test
 * side is `@dawnbook/grader/suite`, grading is `@dawnbook/grader/judge`.
 *
 * @packageDocumentation
 */
export { adapter, defineAdapters } from './adapters.ts';
export { answered, NotImplementedError, notImplemented } from './not-implemented.ts';
export { defineRubric, findExercise } from './rubric.ts';
export { collectGarbage } from './collect-garbage.ts';
export { inTemporaryFolder } from './temporary-folder.ts';
export { measureWork } from './submission/work.ts';

export type { Adapter, Adapters, Run } from './adapters.ts';
export type { NDArray, Plain, TypedArray } from './plain-data.ts';
export type { Exercise, ExerciseKind, Rubric, SubmissionLimits } from './rubric.ts';

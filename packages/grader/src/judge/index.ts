/**
 * Grading: public and hidden tests against a submission in a process of its own.
 *
 * @packageDocumentation
 */
export { grade } from './grade.ts';
export { IntakeError } from './intake.ts';
export { gradeResultSchema } from './result.ts';

export type { GradeOptions } from './grade.ts';
export type { ExerciseResult, GradeResult, TestResult } from './result.ts';

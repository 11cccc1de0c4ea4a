/**
 * Grading: public and hidden tests against a submission in a process of its own, and reports on the result.
 *
 * @packageDocumentation
 */
export { grade } from './grade.ts';
export { IntakeError } from './intake.ts';
export { gradeResultSchema } from './result.ts';
export { githubAnnotations, REPORT_FORMATS, writeReports } from '../reports/index.ts';
export { failedTests, statusText, studentMessage, totalText } from '../reports/wording.ts';

export type { GradeOptions } from './grade.ts';
export type { ExerciseResult, GradeResult, TestResult } from './result.ts';
export type { ReportFormat } from '../reports/index.ts';

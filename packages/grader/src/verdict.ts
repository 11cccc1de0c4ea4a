/** From what the tests of an exercise did to what the exercise is worth. The same rule in practice and in grading. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FailureKind } from './judge/failures.ts';
import type { Exercise } from './rubric.ts';
import type { TestRecord } from './suite/runner.ts';

/** State of one exercise. `needs-manual-grading` is for written answers that are there. */
export type ExerciseStatus = 'passed' | 'failed' | 'not-started' | FailureKind | 'needs-manual-grading';

/** What one test of an exercise did. */
export interface TestOutcome {
  readonly name: string;
  readonly file: string;
  readonly visibility: 'public' | 'hidden';
  readonly status: TestRecord['outcome'];
  readonly waitingFor?: string | undefined;
  readonly message?: string | undefined;
  readonly durationMs: number;
}

/** Worst first: an exercise is as bad as its worst test. */
const SEVERITY: readonly TestRecord['outcome'][] = [
  'protocol-error',
  'out-of-memory',
  'crashed',
  'timeout',
  'failed',
  'not-started',
];

/**
 * The state of a code or numeric exercise. It is passed only when it has tests and all of them passed; an exercise
 * whose tests never reported is crashed, never passed.
 */
export function exerciseStatus(
  tests: readonly TestOutcome[],
): Exclude<ExerciseStatus, 'needs-manual-grading'> {
  if (tests.length === 0) return 'crashed';
  return SEVERITY.find((status) => tests.some((test) => test.status === status)) ?? 'passed';
}

/** Stands in an answer file until the student replaces it. */
export const ANSWER_PLACEHOLDER = '<!-- Write your answer below this line and delete this comment. -->';

/** Path of a written exercise's answer, relative to the submission. */
export function answerPath(exercise: Exercise): string {
  return `answers/${exercise.id}.md`;
}

/** The state of a written exercise: is there anything for a person to read? */
export function writtenStatus(
  submission: string,
  exercise: Exercise,
): 'not-started' | 'needs-manual-grading' {
  const path = join(submission, answerPath(exercise));
  if (!existsSync(path)) return 'not-started';
  return readFileSync(path, 'utf8').includes(ANSWER_PLACEHOLDER) ? 'not-started' : 'needs-manual-grading';
}

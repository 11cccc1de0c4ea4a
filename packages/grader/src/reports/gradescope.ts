import type { ExerciseResult, GradeResult } from '../judge/result.ts';
import { failedTests, statusText, studentMessage } from './wording.ts';

/** One row of Gradescope's results.json. */
interface GradescopeTest {
  readonly name: string;
  readonly number: string;
  readonly score?: number;
  readonly max_score?: number;
  readonly status?: 'passed' | 'failed';
  readonly output: string;
  readonly output_format: 'text';
  readonly tags: readonly string[];
  readonly visibility: 'visible';
}

/**
 * Gradescope's `results.json`: a row per exercise, so that a row's points are all or none. Written answers are rows
 * without points. See the autograder specification of Gradescope, "Output format".
 */
export function gradescopeReport(result: GradeResult): string {
  const document = {
    score: result.points,
    execution_time: Math.round(result.durationMs / 1000),
    output: `Assignment ${result.assignment}: ${result.points} of ${result.maxPoints} points from tests.`,
    output_format: 'text',
    visibility: 'visible',
    stdout_visibility: 'hidden',
    tests: result.exercises.map((exercise, index) => row(exercise, `${result.assignment}.${index + 1}`)),
    extra_data: { submission: result.submission.sha256, suite: result.suiteSha256, seed: result.seed },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function row(exercise: ExerciseResult, number: string): GradescopeTest {
  const failures = failedTests(exercise).map((test) => `✗ ${test.name}\n${studentMessage(test)}`);
  return {
    name: `${exercise.id}: ${exercise.title}`,
    number,
    ...(exercise.kind === 'written'
      ? {}
      : {
          score: exercise.points,
          max_score: exercise.maxPoints,
          status: exercise.status === 'passed' ? 'passed' : 'failed',
        }),
    output: [statusText(exercise), ...failures].join('\n\n'),
    output_format: 'text',
    tags: [exercise.kind],
    visibility: 'visible',
  };
}

import type { ExerciseResult, GradeResult } from '../judge/result.ts';
import { escapeMarkup, studentMessage } from './wording.ts';

/** JUnit XML, as CI systems read it: a suite per exercise, a case per test. Hidden tests do not show their inputs. */
export function junitReport(result: GradeResult): string {
  const suites = result.exercises.filter((exercise) => exercise.kind !== 'written').map(suite);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="assignment-${result.assignment}" time="${result.durationMs / 1000}">`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

function suite({ id, tests }: ExerciseResult): string {
  const failures = tests.filter((test) => test.status === 'failed').length;
  const skipped = tests.filter((test) => test.status === 'not-started').length;
  const errors = tests.filter((test) => !['passed', 'failed', 'not-started'].includes(test.status)).length;
  const cases = tests.map((test) => {
    // The same name may stand in both suites, and readers drop duplicates.
    const name = escapeMarkup(`${test.visibility}: ${test.name}`);
    const open = `    <testcase classname="${id}" name="${name}" time="${test.durationMs / 1000}"`;
    if (test.status === 'passed') return `${open}/>`;
    const message = escapeMarkup(studentMessage(test));
    const tag = test.status === 'failed' ? 'failure' : 'error';
    const body =
      test.status === 'not-started'
        ? '<skipped message="not started"/>'
        : `<${tag} type="${test.status}" message="${message.split('\n', 1)[0]}">${message}</${tag}>`;
    return `${open}>${body}</testcase>`;
  });
  return [
    `  <testsuite name="${id}" tests="${tests.length}" failures="${failures}" errors="${errors}" skipped="${skipped}">`,
    ...cases,
    '  </testsuite>',
  ].join('\n');
}

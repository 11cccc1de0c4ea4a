import type { TestCase, TestModule, TestResult } from 'vitest/node';
import type { TestOutcome } from '../verdict.ts';
import './runner.ts';

type TestError = NonNullable<TestResult['errors']>[number];

/** What the tests of a run did, by exercise. Tests that no exercise declared are left out. */
export function collectOutcomes(modules: Iterable<TestModule>): Map<string, TestOutcome[]> {
  const outcomes = new Map<string, TestOutcome[]>();
  for (const module of modules) {
    for (const test of module.children.allTests()) {
      const exercise =
        test.meta().dawnbook?.exercise ?? (test.parent.type === 'suite' ? test.parent.name : '');
      const list = outcomes.get(exercise) ?? [];
      list.push(testOutcome(test));
      outcomes.set(exercise, list);
    }
  }
  return outcomes;
}

/** One test's outcome. A test that left no record (its worker died) has crashed. */
export function testOutcome(test: TestCase): TestOutcome {
  const record = test.meta().dawnbook;
  const { state, errors } = test.result();
  const message = errors?.map(describeError).join('\n');
  const passed = state === 'passed' && record?.outcome === 'passed';
  const status = passed ? 'passed' : record === undefined ? 'crashed' : notPassed(record.outcome);
  return {
    name: test.name,
    file: test.module.moduleId,
    visibility: /[\\/]hidden[\\/]/.test(test.module.moduleId) ? 'hidden' : 'public',
    status,
    waitingFor: record?.waitingFor,
    message,
    durationMs: Math.round(test.diagnostic()?.duration ?? 0),
  };
}

/** The words of a failure; for an exception also its class. */
function describeError({ name, message }: TestError): string {
  return name === 'AssertionError' || name === 'SubmissionFailure' ? message : `${name}: ${message}`;
}

/** Vitest has the last word on failures: a hook or a time-out of the runner may fail a test whose body passed. */
function notPassed(outcome: TestOutcome['status']): TestOutcome['status'] {
  return outcome === 'passed' ? 'failed' : outcome;
}

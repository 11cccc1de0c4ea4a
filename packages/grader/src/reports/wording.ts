/** How reports say things. */
import type { ExerciseResult, GradeResult, TestResult } from '../judge/result.ts';

/** One line on an exercise's state. */
export function statusText({ status, waitingFor, id, tests }: ExerciseResult): string {
  const failed = tests.filter((test) => test.status !== 'passed').length;
  switch (status) {
    case 'passed':
      return 'passed';
    case 'needs-manual-grading':
      return 'to be graded by hand';
    case 'not-started':
      return waitingFor === undefined || waitingFor === id ? 'not started' : `waits for ${waitingFor}`;
    default:
      return `${status.replaceAll('-', ' ')} (${failed} of ${tests.length} tests)`;
  }
}

/** What a student may read of a test: a hidden test's message would show its inputs. */
export function studentMessage(test: TestResult): string {
  if (test.visibility === 'public') return test.message ?? test.status;
  return `hidden test, ${test.status.replaceAll('-', ' ')}`;
}

/** `87 of 91 points, 9 more to be graded by hand`. */
export function totalText({ points, maxPoints, manualPoints }: GradeResult): string {
  const manual = manualPoints > 0 ? `, ${manualPoints} more to be graded by hand` : '';
  return `${points} of ${maxPoints} points${manual}`;
}

/** The tests of an exercise that did not pass. */
export function failedTests({ tests }: ExerciseResult): TestResult[] {
  return tests.filter((test) => test.status !== 'passed' && test.status !== 'not-started');
}

/** Characters that markup gives a meaning become entities; controls that XML forbids are dropped. */
export function escapeMarkup(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

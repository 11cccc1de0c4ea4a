/** A result of grading, for the terminal. */
import {
  type ExerciseResult,
  failedTests,
  type GradeResult,
  statusText,
  studentMessage,
  type TestResult,
  totalText,
} from '@dawnbook/grader/judge';
import pc from 'picocolors';
import { table } from '../terminal/table.ts';

const MAX_MESSAGE_LINES = 6;
const MAX_LINE_CHARS = 160;

/** The table of exercises, what failed first in each, what was left out, and the sum. */
export function gradeReport(result: GradeResult, { showHidden }: { showHidden: boolean }): string {
  const failures = result.exercises.flatMap((exercise) => firstFailure(exercise, showHidden));
  const ignored = ignoredFiles(result);
  const { seed, isolation, suiteSha256, submission } = result;
  return [
    exerciseTable(result),
    ...(failures.length > 0 ? [`${pc.bold(' What failed first')}\n${failures.join('\n')}`] : []),
    ...(ignored.length > 0 ? [`${pc.bold(' Left out')}\n${ignored.join('\n')}`] : []),
    ...result.infrastructureErrors.map((error) => pc.red(` The grader had trouble: ${error}`)),
    `${pc.bold(` ${totalText(result)}`)}\n${pc.dim(` submission ${submission.sha256.slice(0, 12)}, suite ${suiteSha256.slice(0, 12)}, seed ${seed}, isolation: ${isolation}`)}`,
  ].join('\n\n');
}

function exerciseTable({ exercises, title, assignment }: GradeResult): string {
  const rows = exercises.map((exercise) => {
    const { id, kind, points, maxPoints } = exercise;
    return [
      coloured(exercise, symbolOf(exercise)),
      id,
      kind === 'written' ? `${maxPoints} by hand` : `${points} / ${maxPoints}`,
      coloured(exercise, statusText(exercise)),
    ];
  });
  return `${pc.bold(` Assignment ${assignment} · ${title}`)}\n${table([{}, {}, { align: 'right' }, {}], rows)}`;
}

function symbolOf({ status }: ExerciseResult): string {
  if (status === 'passed' || status === 'needs-manual-grading') return '✓';
  return status === 'not-started' ? '·' : '✗';
}

function coloured({ status }: ExerciseResult, text: string): string {
  if (status === 'passed' || status === 'needs-manual-grading') return pc.green(text);
  return status === 'not-started' ? pc.yellow(text) : pc.red(text);
}

function firstFailure(exercise: ExerciseResult, showHidden: boolean): string[] {
  const [first] = failedTests(exercise);
  if (first === undefined) return [];
  return [` ${pc.red('✗')} ${exercise.id}: ${first.name}`, indented(messageOf(first, showHidden))];
}

function messageOf(test: TestResult, showHidden: boolean): string {
  if (test.visibility === 'hidden' && !showHidden) return `${studentMessage(test)} (--show-hidden says more)`;
  return test.message ?? test.status;
}

function indented(text: string): string {
  const lines = text.split('\n');
  const shown = lines.slice(0, MAX_MESSAGE_LINES).map((line) => `     ${shortened(line)}`);
  if (lines.length > MAX_MESSAGE_LINES) shown.push('     …');
  return shown.join('\n');
}

function shortened(line: string): string {
  return line.length > MAX_LINE_CHARS ? `${line.slice(0, MAX_LINE_CHARS)}…` : line;
}

/** What a student may have meant to hand in. Configuration and tools lie next to every submission and are no news. */
function ignoredFiles({ submission }: GradeResult): string[] {
  return submission.ignored
    .filter(({ path, reason }) => /^(src|answers)\//.test(path) || !reason.startsWith('only '))
    .map(({ path, reason }) => ` ${pc.yellow('!')} ${path}: ${reason}`);
}

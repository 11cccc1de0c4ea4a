import { randomUUID } from 'node:crypto';
import type { ExerciseResult, GradeResult } from '../judge/result.ts';
import { escapeMarkup, failedTests, statusText, studentMessage, totalText } from './wording.ts';

const SYMBOLS: Partial<Record<ExerciseResult['status'], string>> = {
  passed: '✅',
  'needs-manual-grading': '📝',
  'not-started': '🟡',
};
/** GitHub refuses a step summary above 1 MiB; escaping makes six bytes of a character. */
const MAX_DETAILS = 30;
const MAX_DETAIL_CHARS = 4_000;
/** GitHub shows about ten annotations of a kind for each step. */
const MAX_ANNOTATIONS = 10;

/** A step summary in GitHub's Markdown. Text of the submission is escaped and never markup. */
export function githubSummary(result: GradeResult): string {
  const rows = result.exercises.map((exercise) => {
    const symbol = SYMBOLS[exercise.status] ?? '❌';
    const points =
      exercise.kind === 'written'
        ? `${exercise.maxPoints} by hand`
        : `${exercise.points} / ${exercise.maxPoints}`;
    return `| ${symbol} | \`${exercise.id}\` | ${statusText(exercise)} | ${points} |`;
  });
  const failing = result.exercises.filter((exercise) => failedTests(exercise).length > 0);
  const details = failing.map((exercise) => {
    const failures = failedTests(exercise);
    const list = cut(failures.map((test) => `${test.name}\n${studentMessage(test)}`).join('\n\n'));
    return [
      `<details><summary><code>${exercise.id}</code>: ${failures.length} failing</summary>`,
      '',
      `<pre>${escapeMarkup(list)}</pre>`,
      '</details>',
      '',
    ];
  });
  return [
    `## Assignment ${result.assignment}: ${totalText(result)}`,
    '',
    '| | exercise | state | points |',
    '| --- | --- | --- | ---: |',
    ...rows,
    '',
    ...details.slice(0, MAX_DETAILS).flat(),
    `<sub>seed ${result.seed} · isolation: ${result.isolation} · suite ${result.suiteSha256.slice(0, 12)}</sub>`,
    '',
  ].join('\n');
}

function cut(text: string): string {
  return text.length <= MAX_DETAIL_CHARS
    ? text
    : `${text.slice(0, MAX_DETAIL_CHARS)}…\n\nThe rest is in result.json.`;
}

/**
 * Workflow commands for the log: an error annotation for each of the first failing exercises. Everything between the
 * two stop-commands lines is shown as it is, whatever it looks like.
 */
export function githubAnnotations(result: GradeResult): string {
  const failing = result.exercises.filter((exercise) => failedTests(exercise).length > 0);
  const annotations = failing.slice(0, MAX_ANNOTATIONS).map((exercise) => {
    const test = failedTests(exercise)[0]!;
    const title = escapeProperty(`${exercise.id}: ${test.name}`);
    return `::error title=${title}::${escapeData(studentMessage(test))}`;
  });
  const token = randomUUID();
  const log = failing.flatMap((exercise) =>
    failedTests(exercise).map((test) => `${exercise.id}: ${test.name}: ${studentMessage(test)}`),
  );
  return [...annotations, `::stop-commands::${token}`, ...log, `::${token}::`, ''].join('\n');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Counting what a run of all checks said, from the summary that turbo writes and the logs of its tasks. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import pc from 'picocolors';
import { count } from '../terminal/output.ts';
import { table } from '../terminal/table.ts';

/** How many passed and how many did not. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** Tests of exercises that are not started. */
  readonly skipped: number;
}

/** What one task of a run did. */
export interface TaskResult {
  /** `@dawnbook/lab#test` */
  readonly id: string;
  /** `test` */
  readonly task: string;
  readonly passed: boolean;
  /** What it printed, as plain text. */
  readonly log: string;
}

/** The part of turbo's run summary that is read here. */
interface RunSummary {
  readonly tasks: readonly {
    readonly taskId: string;
    readonly task: string;
    readonly command: string;
    /** Missing when the task is never cached. */
    readonly logFile?: string;
    readonly execution?: { readonly exitCode: number | null } | null;
  }[];
}

/** The tasks of a run that run something. */
export function readTaskResults(root: string, summaryFile: string): TaskResult[] {
  const summary = JSON.parse(readFileSync(summaryFile, 'utf8')) as RunSummary;
  return summary.tasks
    .filter(({ command }) => command !== '<NONEXISTENT>')
    .map(({ taskId, task, logFile, execution }) => ({
      id: taskId,
      task,
      passed: execution?.exitCode === 0,
      log: logFile === undefined ? '' : readLog(join(root, logFile)),
    }));
}

/** A task that never started has no log. */
function readLog(file: string): string {
  try {
    return stripVTControlCharacters(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/**
 * Counts a task: its tests if it ran Vitest, else the task as one check. A task that failed without a failing test
 * (it crashed, or found no tests) counts as one failure.
 */
export function tallyTask({ passed, log }: Pick<TaskResult, 'passed' | 'log'>): Tally {
  const tests = vitestTally(log);
  const tally = tests ?? { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
  return passed || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

/** Vitest ends with a line like ` Tests  1 failed | 41 passed | 3 skipped (45)`. */
function vitestTally(log: string): Tally | undefined {
  const line = [...log.matchAll(/^ *Tests {2}(.*) \(\d+\)\s*$/gm)].at(-1)?.[1];
  if (line === undefined) return undefined;
  const number = (what: string): number => Number(new RegExp(`(\\d+) ${what}`).exec(line)?.[1] ?? 0);
  return { passed: number('passed'), failed: number('failed'), skipped: number('skipped') + number('todo') };
}

/** The table of the tasks by kind, what failed, and the last line: `N passed, N failed`. */
export function renderSummary(tasks: readonly TaskResult[]): string {
  const kinds = [...new Set(tasks.map(({ task }) => task))];
  const rows = kinds.map((kind) => {
    const ofKind = tasks.filter(({ task }) => task === kind);
    const { passed, failed, skipped } = sum(ofKind.map(tallyTask));
    return [
      kind,
      count(ofKind.length, 'package'),
      pc.green(`${passed} passed`),
      failed > 0 ? pc.red(`${failed} failed`) : '0 failed',
      skipped > 0 ? pc.yellow(`${skipped} not started`) : '',
    ];
  });
  const failing = tasks.filter(({ passed }) => !passed).map(({ id }) => ` ${pc.red('✗')} ${id}`);
  const { passed, failed } = sum(tasks.map(tallyTask));
  const right = { align: 'right' } as const;
  return [
    table([{}, right, right, right, right], rows),
    ...(failing.length > 0 ? [failing.join('\n')] : []),
    `${passed} passed, ${failed} failed`,
  ].join('\n\n');
}

function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (total, one) => ({
      passed: total.passed + one.passed,
      failed: total.failed + one.failed,
      skipped: total.skipped + one.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

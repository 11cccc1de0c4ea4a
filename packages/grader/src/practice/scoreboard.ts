import pc from 'picocolors';
import type { Exercise, Rubric } from '../rubric.ts';
import { handoutLink } from '../workspace.ts';
import type { Progress } from './progress.ts';

type Row = Progress[string];

const NOT_STARTED: Row = { status: 'not-started', passed: 0, total: 0 };

/** Sums of a rubric's points. */
export interface Standing {
  /** Points of exercises that passed. */
  readonly points: number;
  /** Points that tests can give. */
  readonly maxPoints: number;
  /** Points of written answers that are there and wait for a person. */
  readonly waitingPoints: number;
  readonly done: number;
  readonly total: number;
  /** The first exercise, in the order of the rubric, that is not done. */
  readonly next: Exercise | undefined;
}

/** How far a student is, as far as the last runs tell. */
export function standing(rubric: Rubric, progress: Progress): Standing {
  const status = (row: Exercise): Row['status'] => (progress[row.id] ?? NOT_STARTED).status;
  const isDone = (row: Exercise): boolean => ['passed', 'needs-manual-grading'].includes(status(row));
  const sum = (rows: readonly Exercise[]): number => rows.reduce((total, row) => total + row.points, 0);
  const tested = rubric.exercises.filter((row) => row.kind !== 'written');
  const written = rubric.exercises.filter((row) => row.kind === 'written');
  return {
    points: sum(tested.filter(isDone)),
    maxPoints: sum(tested),
    waitingPoints: sum(written.filter(isDone)),
    done: rubric.exercises.filter(isDone).length,
    total: rubric.exercises.length,
    next: rubric.exercises.find((row) => !isDone(row)),
  };
}

/**
 * The table that ends a practice run.
 *
 * @param only - the exercises to list; all by default. The sums are always those of the whole assignment
 */
export function renderScoreboard(rubric: Rubric, progress: Progress, only?: ReadonlySet<string>): string {
  const rows = rubric.exercises.filter((row) => only?.has(row.id) ?? true);
  const width = Math.max(0, ...rows.map((row) => row.id.length));
  const lines = rows.map((row) => {
    const { symbol, text } = describe(progress[row.id] ?? NOT_STARTED, row);
    const points =
      row.kind === 'written' ? `${row.points} by hand` : `${earned(progress, row)} / ${row.points}`;
    return ` ${symbol} ${row.id.padEnd(width)}  ${points.padStart(9)}  ${text}`;
  });
  const { points, maxPoints, waitingPoints, done, total, next } = standing(rubric, progress);
  const waiting = waitingPoints > 0 ? `, ${waitingPoints} more to be graded by hand` : '';
  const footer = [
    pc.bold(
      ` ${points} of ${maxPoints} points as far as these tests tell${waiting}; ${done} of ${total} exercises`,
    ),
    next === undefined
      ? ' All exercises are done.'
      : ` Next: ${pc.cyan(next.id)} (${next.title}, about ${next.minutes} min)  ${handoutLink(rubric, next.id)}`,
  ];
  return [pc.bold(` Assignment ${rubric.assignment} · ${rubric.title}`), ...lines, '', ...footer].join('\n');
}

function earned(progress: Progress, row: Exercise): number {
  return progress[row.id]?.status === 'passed' ? row.points : 0;
}

function describe(
  { status, passed, total, waitingFor }: Row,
  exercise: Exercise,
): { symbol: string; text: string } {
  switch (status) {
    case 'passed':
      return { symbol: pc.green('✓'), text: pc.green('passed') };
    case 'needs-manual-grading':
      return { symbol: pc.green('✓'), text: pc.green('written') };
    case 'not-started': {
      const waits = waitingFor !== undefined && waitingFor !== exercise.id;
      const text = waits
        ? `waits for ${waitingFor}`
        : passed > 0
          ? `${passed} of ${total} tests pass`
          : 'not started';
      return { symbol: pc.yellow('·'), text: pc.yellow(text) };
    }
    default:
      return { symbol: pc.red('✗'), text: pc.red(`${status}, ${passed} of ${total} tests pass`) };
  }
}

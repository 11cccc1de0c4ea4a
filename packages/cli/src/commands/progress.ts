import { renderScoreboard } from '@dawnbook/grader/course';
import { EXIT } from '../exit-codes.ts';
import { print } from '../terminal/output.ts';
import { type Assignment, findRoot, openAssignment, openAssignments } from '../workbook.ts';

/** Shows the scoreboards, without running anything. */
export async function progress(name: string | undefined, options: { json?: boolean }): Promise<number> {
  const root = findRoot();
  const assignments = name === undefined ? await openAssignments(root) : [await openAssignment(root, name)];
  if (options.json) {
    print(JSON.stringify({ version: 1, assignments: assignments.map(plainProgress) }, null, 2));
  } else {
    print(assignments.map((one) => renderScoreboard(one.rubric, one.progress)).join('\n\n'));
  }
  return EXIT.ok;
}

/** The progress in one assignment as plain data: the `--json` format, version 1. */
function plainProgress({ name, rubric, progress: states, standing }: Assignment): object {
  const { points, maxPoints, waitingPoints, done, total, next } = standing;
  return {
    name,
    title: rubric.title,
    points,
    maxPoints,
    waitingPoints,
    done,
    total,
    next: next?.id ?? null,
    exercises: rubric.exercises.map((row) => {
      const { status, passed, total: tests } = states[row.id] ?? NOT_STARTED;
      return { id: row.id, kind: row.kind, points: row.points, status, passed, tests };
    }),
  };
}

const NOT_STARTED = { status: 'not-started', passed: 0, total: 0 } as const;

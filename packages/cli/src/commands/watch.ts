import { watch as watchFiles } from 'chokidar';
import { once } from 'node:events';
import { relative } from 'node:path';
import pc from 'picocolors';
import type { Exercise } from '@dawnbook/grader';
import { writtenStatus } from '@dawnbook/grader/course';
import { EXIT } from '../exit-codes.ts';
import { print } from '../terminal/output.ts';
import {
  type Assignment,
  currentAssignment,
  findRoot,
  openAssignment,
  openAssignments,
} from '../workbook.ts';
import { affectedExercises } from '../watch/affected.ts';
import { runTests } from '../watch/vitest.ts';

/** Runs the tests of an exercise whenever its file changes, until Ctrl-C. */
export async function watch(name: string | undefined): Promise<number> {
  const root = findRoot();
  const assignment =
    name === undefined ? currentAssignment(await openAssignments(root)) : await openAssignment(root, name);
  const { assignmentDir } = assignment.folders;
  const watcher = watchFiles(['src', 'answers'], {
    cwd: assignmentDir,
    ignoreInitial: true,
    // Editors write a file in several steps.
    awaitWriteFinish: { stabilityThreshold: 80, pollInterval: 20 },
  });
  const changed = new Set<string>();
  let wake = Promise.withResolvers<void>();
  watcher.on('all', (event, path) => {
    if (event !== 'add' && event !== 'change') return;
    changed.add(path.replaceAll('\\', '/'));
    wake.resolve();
  });
  const interruption = new AbortController();
  process.once('SIGINT', () => {
    interruption.abort();
    wake.resolve();
  });
  await once(watcher, 'ready');
  print(` Watching ${relative(root, assignmentDir)}; save a file to run its tests. Ctrl-C ends.`);
  while (!interruption.signal.aborted) {
    await wake.promise;
    wake = Promise.withResolvers();
    const files = [...changed];
    changed.clear();
    if (!interruption.signal.aborted) await lookAt(assignment, files);
  }
  await watcher.close();
  return EXIT.ok;
}

/** Runs what some changed files belong to. */
async function lookAt(assignment: Assignment, files: readonly string[]): Promise<void> {
  const affected = new Set(files.flatMap((file) => affectedExercises(assignment, file)));
  const exercises = assignment.rubric.exercises.filter((row) => affected.has(row));
  print(`\n ${pc.dim(new Date().toLocaleTimeString())} ${pc.bold(files.join(', '))}`);
  if (exercises.length === 0) print(' No exercise uses this file yet.');
  for (const row of exercises.filter(({ kind }) => kind === 'written')) print(writtenLine(assignment, row));
  const tested = exercises.filter(({ kind }) => kind !== 'written');
  if (tested.length > 0) await runTests(assignment, tested);
}

function writtenLine({ folders }: Assignment, row: Exercise): string {
  return writtenStatus(folders.assignmentDir, row) === 'not-started'
    ? ` ${pc.yellow('·')} ${row.id}: delete the marked line when your answer is complete`
    : ` ${pc.green('✓')} ${row.id}: written; a person grades it (${row.points} points)`;
}

/** The workbook that a command works on: its assignments, their rubrics, and how far the student is. */
import {
  type AssignmentFolders,
  listAssignments,
  loadRubric,
  type Progress,
  readProgress,
  type Standing,
  standing,
  workspaceRoot,
  writtenStatus,
} from '@dawnbook/grader/course';
import type { Exercise, Rubric } from '@dawnbook/grader';
import { closest, distance } from 'fastest-levenshtein';
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { UserError } from './errors.ts';

/** One assignment and how far the student is. */
export interface Assignment {
  /** Name of its folder and of its package: `assignment-1`. */
  readonly name: string;
  readonly folders: AssignmentFolders;
  readonly rubric: Rubric;
  readonly progress: Progress;
  readonly standing: Standing;
}

/** An exercise, and the assignment that it belongs to. */
export interface LocatedExercise {
  readonly assignment: Assignment;
  readonly exercise: Exercise;
}

/**
 * The folder of the workbook around the current folder.
 *
 * @throws {@link UserError} when there is none
 */
export function findRoot(): string {
  let root: string;
  try {
    root = workspaceRoot(process.cwd());
  } catch {
    root = process.cwd();
  }
  if (existsSync(join(root, 'assignments'))) return root;
  throw new UserError(
    `${process.cwd()} is not inside a workbook; go to the folder that you cloned, and try again`,
  );
}

/**
 * A path that somebody typed. Package scripts run in the folder of their package.json; what was typed is meant from the
 * folder in which it was typed.
 */
export function typedPath(path: string): string {
  const inScript = process.env['npm_lifecycle_event'] !== undefined;
  return resolve((inScript ? process.env['INIT_CWD'] : undefined) ?? process.cwd(), path);
}

/** The assignments of a workbook, in order. */
export async function openAssignments(root: string): Promise<Assignment[]> {
  return Promise.all(listAssignments(root).map(openFolders));
}

/**
 * An assignment by its name, which may also be just its number.
 *
 * @throws {@link UserError} when there is no such assignment
 */
export async function openAssignment(root: string, name: string): Promise<Assignment> {
  const number = /^(?:assignment-)?(\d+)$/.exec(name)?.[1];
  const all = listAssignments(root);
  const folders = all.find(({ assignment }) => assignment === Number(number));
  if (number !== undefined && folders !== undefined) return openFolders(folders);
  const names = all.map(({ assignmentDir }) => basename(assignmentDir));
  throw new UserError(`there is no assignment '${name}'; ${alternatives(name, names)}`);
}

/**
 * An exercise by its id.
 *
 * @throws {@link UserError} when no assignment has it
 */
export async function findExercise(root: string, id: string): Promise<LocatedExercise> {
  const assignments = await openAssignments(root);
  for (const assignment of assignments) {
    const exercise = assignment.rubric.exercises.find((row) => row.id === id);
    if (exercise !== undefined) return { assignment, exercise };
  }
  const ids = assignments.flatMap(({ rubric }) => rubric.exercises.map((row) => row.id));
  throw new UserError(`there is no exercise '${id}'; ${alternatives(id, ids, 'pnpm progress lists them')}`);
}

/** The assignment to go on with: the first in which something is left to do, or else the last. */
export function currentAssignment(assignments: readonly Assignment[]): Assignment {
  const current = assignments.find((one) => one.standing.next !== undefined) ?? assignments.at(-1);
  if (current === undefined) throw new UserError('this workbook has no assignments');
  return current;
}

/** The end of an error message on a name: what was probably meant, or else what there is. */
export function alternatives(word: string, names: readonly string[], otherwise?: string): string {
  if (names.length === 0) return 'there are none';
  const best = closest(word, [...names]);
  const isTypo = distance(word, best) <= Math.max(2, Math.floor(word.length / 3));
  if (isTypo) return `did you mean '${best}'?`;
  return otherwise ?? `there is ${names.join(', ')}`;
}

async function openFolders(folders: AssignmentFolders): Promise<Assignment> {
  const rubric = await openRubric(folders);
  const progress = currentProgress(folders.assignmentDir, rubric);
  return {
    name: basename(folders.assignmentDir),
    folders,
    rubric,
    progress,
    standing: standing(rubric, progress),
  };
}

/** What the last test runs said; for written answers, what is there now. */
function currentProgress(assignmentDir: string, rubric: Rubric): Progress {
  const written = rubric.exercises
    .filter((row) => row.kind === 'written')
    .map((row) => [row.id, { status: writtenStatus(assignmentDir, row), passed: 0, total: 0 }] as const);
  return { ...readProgress(assignmentDir), ...Object.fromEntries(written) };
}

async function openRubric({ suiteDir, assignmentDir }: AssignmentFolders): Promise<Rubric> {
  try {
    return await loadRubric(suiteDir);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`${basename(assignmentDir)} has no rubric that can be loaded: ${reason}`);
  }
}

/** Where things are in the workbook. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findExercise, type Rubric } from './rubric.ts';

/** Folders of one assignment. */
export interface AssignmentFolders {
  readonly assignment: number;
  /** Handout, stubs, answers: what the student edits. */
  readonly assignmentDir: string;
  /** Rubric, adapters, tests. */
  readonly suiteDir: string;
  /** The course's own solution; absent in a student edition. */
  readonly solutionDir: string;
}

/**
 * The root of the workbook that contains a path.
 *
 * @throws Error when there is none
 */
export function workspaceRoot(from: string): string {
  for (let dir = resolve(from); ; dir = dirname(dir)) {
    if (existsSync(join(dir, 'pnpm-workspace.yaml'))) return dir;
    if (dir === dirname(dir))
      throw new Error(`${from} is not inside a workbook: no pnpm-workspace.yaml above it`);
  }
}

/** Folders of an assignment by its number. They need not exist. */
export function assignmentFolders(root: string, assignment: number): AssignmentFolders {
  const name = `assignment-${assignment}`;
  return {
    assignment,
    assignmentDir: join(root, 'assignments', name),
    suiteDir: join(root, 'tests', name),
    solutionDir: join(root, 'solutions', name),
  };
}

/** The assignments of this workbook, in order. */
export function listAssignments(root: string): AssignmentFolders[] {
  return readdirSync(join(root, 'assignments'))
    .map((name) => /^assignment-(\d+)$/.exec(name)?.[1])
    .filter((number) => number !== undefined)
    .map((number) => assignmentFolders(root, Number(number)))
    .toSorted((a, b) => a.assignment - b.assignment);
}

/**
 * Loads the rubric of a suite.
 *
 * @throws Error when the suite has none
 */
export async function loadRubric(suiteDir: string): Promise<Rubric> {
  const file = join(suiteDir, 'rubric.ts');
  if (!existsSync(file)) throw new Error(`${suiteDir} is not a suite: it has no rubric.ts`);
  const { rubric } = (await import(pathToFileURL(file).href)) as { rubric: Rubric };
  return rubric;
}

/** Packages that code of an assignment may import: what its package.json declares. */
export function declaredPackages(assignmentDir: string): string[] {
  const manifest = JSON.parse(readFileSync(join(assignmentDir, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  return Object.keys(manifest.dependencies ?? {});
}

/** Where the handout explains an exercise, as a path from the root with an anchor. */
export function handoutLink(rubric: Rubric, exerciseId: string): string {
  if (findExercise(rubric, exerciseId) === undefined)
    throw new Error(`internal: no exercise '${exerciseId}'`);
  return `assignments/assignment-${rubric.assignment}/README.md#${exerciseId}`;
}

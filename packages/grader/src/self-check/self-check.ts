/** The check of a suite: that it covers its rubric, and that its tests can tell right from wrong. */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { handoutAnchor, handoutLine } from '../handout.ts';
import { grade } from '../judge/grade.ts';
import type { ExerciseResult, GradeResult } from '../judge/result.ts';
import type { Exercise, Rubric } from '../rubric.ts';
import { type AssignmentFolders, assignmentFolders, loadRubric, workspaceRoot } from '../workspace.ts';
import { planMutantRuns } from './impact.ts';
import { applyMutant, type ExerciseMutants } from './mutants.ts';

/** The same inputs every time: a failing self-check can be repeated, and graders use other seeds anyway. */
const SEED = 20_240_607;
const MINUTES = 60_000;
const MIN_MUTANTS = 3;

/**
 * Declares the tests that check a suite. Called at the top level of a test file in the suite's folder.
 *
 * @param suiteUrl - `import.meta.url` of that file
 */
export async function selfCheck(suiteUrl: string): Promise<void> {
  const suiteDir = dirname(fileURLToPath(suiteUrl));
  const assignment = Number(/assignment-(\d+)$/.exec(suiteDir)![1]);
  const folders = assignmentFolders(workspaceRoot(suiteDir), assignment);
  const rubric = await loadRubric(suiteDir);
  const mutants = await loadMutants(suiteDir);

  checkFiles(folders, rubric, mutants);
  checkExports('the stubs', folders.assignmentDir, rubric);
  checkExports('the solution', folders.solutionDir, rubric);

  test('the untouched stubs are honestly not started', { timeout: 10 * MINUTES }, async () => {
    const result = await grade({ folders, submission: folders.assignmentDir, seed: SEED });
    expect(result.infrastructureErrors).toEqual([]);
    const started = statuses(result, (row) => row.status !== 'not-started');
    const own = `pnpm test --filter assignment-${assignment}`;
    expect(started, `this wants the stubs as they are handed out; your own work is tested by ${own}`).toEqual(
      {},
    );
    expect(result.points).toBe(0);
  });

  test('the solution gets full marks', { timeout: 10 * MINUTES }, async () => {
    const result = await grade({ folders, submission: folders.solutionDir, seed: SEED });
    expect(result.infrastructureErrors).toEqual([]);
    expect(describeFailures(result)).toEqual([]);
    expect(result.points).toBe(result.maxPoints);
    expect(result.manualPoints).toBe(result.maxManualPoints);
    const uncovered = result.exercises.filter(
      (row) => row.kind !== 'written' && !row.tests.some((one) => one.visibility === 'hidden'),
    );
    expect(uncovered.map((row) => row.id)).toEqual([]);
  });

  checkMutants(folders, rubric, mutants);
}

function checkFiles(folders: AssignmentFolders, rubric: Rubric, mutants: readonly ExerciseMutants[]): void {
  const { assignmentDir, suiteDir } = folders;
  const ids = new Set<string>(rubric.exercises.map((row) => row.id));
  const handout = readFileSync(join(assignmentDir, 'README.md'), 'utf8');

  describe('every exercise is complete', () => {
    for (const row of rubric.exercises) {
      test(row.id, () => {
        const section = `${handoutAnchor(row)}\n\n### ${row.title}\n\n${handoutLine(row)}\n`;
        expect(handout.includes(section), `the handout must contain:\n${section}`).toBe(true);
        if (row.kind === 'written') {
          expect(existsSync(join(assignmentDir, 'answers', `${row.id}.md`)), 'answer template').toBe(true);
          return;
        }
        for (const folder of ['public', 'hidden']) {
          expect(existsSync(join(suiteDir, folder, `${row.id}.test.ts`)), `${folder} tests`).toBe(true);
        }
        if (row.kind === 'code') {
          const count = mutants.find((list) => list.exercise === row.id)?.mutants.length ?? 0;
          expect(count, 'number of mutants').toBeGreaterThanOrEqual(MIN_MUTANTS);
        }
      });
    }
  });

  test('test files and mutants belong to exercises of the rubric', () => {
    for (const folder of ['public', 'hidden', 'mutants']) {
      for (const file of readdirSync(join(suiteDir, folder)).filter((name) => name.endsWith('.ts'))) {
        const id = file.replace(/(\.test)?\.ts$/, '');
        expect(ids.has(id), `${folder}/${file} names no exercise`).toBe(true);
        if (folder === 'mutants') continue;
        const source = readFileSync(join(suiteDir, folder, file), 'utf8');
        const declared = [...source.matchAll(/^exercise\('([^']+)'/gm)].map((match) => match[1]);
        expect(declared, `${folder}/${file} declares one exercise, its own`).toEqual([id]);
      }
    }
    for (const { exercise, mutants: list } of mutants) {
      const names = list.map((mutant) => mutant.name);
      expect(new Set(names).size, `mutant names of ${exercise} are unique`).toBe(names.length);
    }
  });

  test('the handout names no unknown exercise', () => {
    const anchors = [...handout.matchAll(/^<a id="([^"]+)"><\/a>$/gm)].map((match) => match[1]!);
    expect(anchors.filter((anchor) => !ids.has(anchor))).toEqual([]);
  });
}

function checkExports(what: string, directory: string, rubric: Rubric): void {
  test(`${what} export what the rubric names`, async () => {
    for (const [file, kind] of [
      ['index.ts', 'code'],
      ['answers.ts', 'numeric'],
    ] as const) {
      const wanted = rubric.exercises.filter((row) => row.kind === kind).flatMap((row) => row.exports);
      if (wanted.length === 0) continue; // an assignment without numeric exercises has no file for them
      const module = (await import(/* @vite-ignore */ join(directory, 'src', file))) as Record<
        string,
        unknown
      >;
      expect(wanted.filter((name) => !(name in module))).toEqual([]);
    }
  });
}

function checkMutants(folders: AssignmentFolders, rubric: Rubric, mutants: readonly ExerciseMutants[]): void {
  const table: string[] = [];

  describe.concurrent('every mutant fails its exercise and no unrelated one', () => {
    for (const { exercise, mutant, bystanders } of planMutantRuns(rubric, folders.solutionDir, mutants)) {
      const name = `${exercise}/${mutant.name}: ${mutant.mistake}`;
      test(name, { timeout: 10 * MINUTES }, async ({ expect: expectHere }) => {
        const copy = mkdtempSync(join(tmpdir(), 'dawnbook-mutant-'));
        try {
          for (const part of ['src', 'answers'].filter((folder) =>
            existsSync(join(folders.solutionDir, folder)),
          )) {
            cpSync(join(folders.solutionDir, part), join(copy, part), { recursive: true });
          }
          applyMutant(copy, exercise, mutant);
          const options = { folders, submission: copy, seed: SEED, workers: 1 };
          const own = await grade({ ...options, exercises: [exercise], stopAtFailure: true });
          expectHere(own.infrastructureErrors).toEqual([]);
          const target = own.exercises.find((row) => row.id === exercise)!;
          expectHere(target.status, 'the mutant must not pass, nor count as not started').not.toMatch(
            /^(passed|not-started)$/,
          );
          if (bystanders.length > 0) {
            const others = await grade({ ...options, exercises: bystanders });
            expectHere(others.infrastructureErrors).toEqual([]);
            expectHere(statuses(others, (row) => row.status !== 'passed')).toEqual({});
          }
          table.push(`| ${exercise} | ${mutant.name} | ${target.status} | ${killer(target)} |`);
        } finally {
          rmSync(copy, { recursive: true, force: true });
        }
      });
    }
    afterAll(() => {
      const head = ['| exercise | mutant | status | killed by |', '| --- | --- | --- | --- |'];
      process.stdout.write(`\n${[...head, ...table.toSorted()].join('\n')}\n\n`);
    });
  });
}

/** The test that a mutant failed. */
function killer(row: ExerciseResult): string {
  const failed = row.tests.find((one) => one.status !== 'passed')!;
  return `${failed.visibility}: ${failed.name}`;
}

async function loadMutants(suiteDir: string): Promise<ExerciseMutants[]> {
  const files = readdirSync(join(suiteDir, 'mutants')).filter((file) => file.endsWith('.ts'));
  return Promise.all(
    files.map(async (file) => {
      const url = pathToFileURL(join(suiteDir, 'mutants', file)).href;
      const { default: list } = (await import(/* @vite-ignore */ url)) as { default: ExerciseMutants };
      if (list.exercise !== file.replace(/\.ts$/, '')) {
        throw new Error(`mutants/${file} is about '${list.exercise}'; a file has its exercise's name`);
      }
      return list;
    }),
  );
}

function statuses(result: GradeResult, wanted: (row: ExerciseResult) => boolean): Record<string, string> {
  const rows = result.exercises.filter((row) => wanted(row) && !isWritten(row));
  return Object.fromEntries(rows.map((row) => [row.id, [row.status, ...failureLines(row)].join('\n')]));
}

function describeFailures(result: GradeResult): string[] {
  return result.exercises
    .filter((row) => row.status !== 'passed' && !isWritten(row))
    .map((row) => [`${row.id}: ${row.status}`, ...failureLines(row)].join('\n'));
}

function failureLines(row: ExerciseResult): string[] {
  return row.tests
    .filter((one) => one.status !== 'passed')
    .map((one) => `${one.visibility}: ${one.name}\n${one.message ?? one.status}`);
}

function isWritten(row: Pick<Exercise, 'kind'>): boolean {
  return row.kind === 'written';
}

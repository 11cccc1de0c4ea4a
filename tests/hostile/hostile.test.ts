/**
 * Hostile submissions. Each does something honest (`merge-pair`) and something hostile; none gets a point that it did
 * not earn, none stops the judge, and each gets a message that names what happened.
 */
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type ExerciseResult, grade, gradeResultSchema } from '@dawnbook/grader/judge';
import { assignmentFolders } from '@dawnbook/grader/course';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { CASES, type Verdict } from './verdicts.ts';

const HERE = import.meta.dirname;
const ROOT = resolve(HERE, '../..');
const FOLDERS = assignmentFolders(ROOT, 1);
const HONEST: Readonly<Record<string, Verdict>> = { 'merge-pair': { status: 'passed' } };
/** The name that cases give to files which they try to write where they must not. */
const PLANTED = 'dawnbook-hostile-was-here';

/** Everything of these runs lies below this folder, and every process of theirs has it in its environment. */
let temporary: string;
let outside: string;
const table: string[] = [];

beforeAll(() => {
  outside = tmpdir();
  temporary = realpathSync(mkdtempSync(join(outside, 'dawnbook-hostile-')));
  vi.stubEnv('TMPDIR', temporary);
  vi.stubEnv('GRADER_SECRET', 'a-secret-of-the-shell');
});

afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(temporary, { recursive: true, force: true });
  const head = ['| case | exercise | status | first words |', '| --- | --- | --- | --- |'];
  process.stdout.write(`\n${[...head, ...table.toSorted()].join('\n')}\n\n`);
});

test('every case has a verdict, and every verdict a case', () => {
  expect(readdirSync(join(HERE, 'cases')).toSorted()).toStrictEqual(Object.keys(CASES).toSorted());
});

describe.concurrent('hostile submissions', () => {
  for (const [name, hostile] of Object.entries(CASES)) {
    test(`${name}: ${hostile.does}`, async ({ expect: expectHere }) => {
      const verdicts = { ...HONEST, ...hostile.verdicts };
      const submission = makeSubmission(name);
      const result = await grade({
        folders: FOLDERS,
        submission,
        exercises: Object.keys(verdicts),
        seed: 20_240_607,
        limits: { callSeconds: 2, memoryMiB: 512, ...hostile.limits },
        workers: 1,
      });

      expectHere(gradeResultSchema.parse(result)).toStrictEqual(result);
      expectHere(result.infrastructureErrors).toStrictEqual([]);
      for (const row of result.exercises) {
        table.push(`| ${name} | ${row.id} | ${row.status} | ${firstWords(row)} |`);
      }
      const statuses = result.exercises.map((row) => [row.id, row.status, row.points]);
      expectHere(Object.fromEntries(statuses.map(([id, ...rest]) => [id, rest]))).toStrictEqual(
        Object.fromEntries(
          result.exercises.map((row) => {
            const { status } = verdicts[row.id]!;
            return [row.id, [status, status === 'passed' ? row.maxPoints : 0]];
          }),
        ),
      );
      expectHere(result.points).toBe(result.exercises.reduce((sum, row) => sum + row.points, 0));
      for (const row of result.exercises) checkWords(row, verdicts[row.id]!, expectHere);
      expectHere(result.submission.ignored.map(({ path }) => path)).toEqual(
        expectHere.arrayContaining([...(hostile.ignores ?? [])]),
      );
    });
  }
});

describe('after all of them', () => {
  test('no process is left', async () => {
    await expect.poll(() => processesOf(temporary), { timeout: 30_000 }).toStrictEqual([]);
  });

  test('no file of theirs is left, inside or outside', () => {
    expect(readdirSync(temporary).filter((name) => !(name in CASES))).toStrictEqual([]);
    const { suiteDir } = FOLDERS;
    const folders = [
      outside,
      '/tmp',
      '/var/tmp',
      '/dev/shm',
      homedir(),
      ROOT,
      suiteDir,
      join(suiteDir, 'hidden'),
    ];
    expect(folders.flatMap((folder) => planted(folder))).toStrictEqual([]);
  });
});

/** Lays a case over the honest submission. */
function makeSubmission(name: string): string {
  const directory = join(temporary, name);
  for (const part of [join(HERE, 'honest'), join(HERE, 'cases', name)])
    cpSync(part, directory, { recursive: true });
  if (name === 'reaches-for-the-solution') {
    symlinkSync(join(FOLDERS.solutionDir, 'src'), join(directory, 'src/link'), 'dir');
    symlinkSync(join(FOLDERS.solutionDir, 'src/answers.ts'), join(directory, 'src/linked.ts'));
    symlinkSync(join(FOLDERS.solutionDir, 'answers'), join(directory, 'answers'), 'dir');
  }
  return directory;
}

function checkWords(
  row: ExerciseResult,
  { says = [], prints = [] }: Verdict,
  expectHere: typeof expect,
): void {
  const messages = row.tests.filter((one) => one.status !== 'passed').map((one) => one.message ?? '');
  for (const words of says) {
    const found = messages.some((message) => matches(message, words));
    expectHere(found, `${row.id} should say ${String(words)}, but it says:\n${messages.join('\n--\n')}`).toBe(
      true,
    );
  }
  const output = row.output ?? '';
  for (const words of prints) {
    expectHere(
      matches(output, words),
      `${row.id} should print ${String(words)}, but it prints:\n${output}`,
    ).toBe(true);
  }
  // Twice what is kept of one stream: nothing that a submission prints makes a report large.
  expectHere(output.length).toBeLessThanOrEqual(128 * 1024);
}

function matches(text: string, words: string | RegExp): boolean {
  return typeof words === 'string' ? text.includes(words) : words.test(text);
}

/** The first line of what an exercise failed with, for the table. */
function firstWords({ status, points, tests }: ExerciseResult): string {
  if (status === 'passed') return `${points} points`;
  const message = tests.find((one) => one.status === status)?.message ?? '';
  return message
    .replace(`${status}: `, '')
    .split('\n', 1)[0]!
    .slice(0, 110)
    .replaceAll('|', String.raw`\|`);
}

/** Processes that were started with a folder as their temporary one. */
function processesOf(folder: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid) || pid === String(process.pid)) return false;
    try {
      return (
        readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`=${folder}`) ||
        readlinkSync(`/proc/${pid}/cwd`).startsWith(folder)
      );
    } catch {
      return false; // it has just ended, or is not ours
    }
  });
}

/** Files that a case has managed to leave in a folder. */
function planted(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.startsWith(PLANTED))
    .map((file) => join(folder, file));
}

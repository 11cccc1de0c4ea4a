import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { grade, gradeResultSchema, type GradeResult, IntakeError } from '../../src/judge/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { processesNamed } from '../support/processes.ts';
import { type Workbook, workbook } from '../support/workbook.ts';

let book: Workbook;
beforeAll(() => {
  book = workbook();
});
afterAll(() => book[Symbol.dispose]());

const DOUBLE = 'export const double = (x: number): number => 2 * x;\n';

function verdicts({ exercises }: GradeResult): Record<string, string> {
  return Object.fromEntries(exercises.map(({ id, status, points }) => [id, `${status}, ${points}`]));
}

describe('a run', () => {
  let result: GradeResult;
  beforeAll(async () => {
    const submission = book.submission({
      'src/index.ts': `${DOUBLE}export const greet = (name: string): string => 'Hello, ' + name;\nconsole.log('loaded');\n`,
      'answers/why.md': 'Because.\n',
      'vitest.config.ts': 'throw 1;\n',
    });
    result = await grade({ folders: book.folders, submission, seed: 7 });
  });

  test('gives points for what passed, and for nothing else', () => {
    expect(verdicts(result)).toStrictEqual({
      double: 'passed, 3',
      fatal: 'crashed, 0',
      broken: 'crashed, 0',
      empty: 'crashed, 0',
      greet: 'failed, 0',
      why: 'needs-manual-grading, 0',
    });
    expect(result).toMatchObject({ points: 3, maxPoints: 28, manualPoints: 4, maxManualPoints: 4 });
  });

  test('goes on after the judge died, and says which tests were lost', () => {
    const lost = (id: string): object => ({
      name: `hidden/${id}.test.ts`,
      visibility: 'hidden',
      status: 'crashed',
      durationMs: 0,
    });
    const tests = Object.fromEntries(result.exercises.map((row) => [row.id, row.tests]));
    expect(tests['fatal']).toContainEqual({ ...lost('fatal'), message: 'the judge died during these tests' });
    expect(tests['broken']).toContainEqual({ ...lost('broken'), message: 'these tests could not be loaded' });
    expect(tests['empty']).toContainEqual({ ...lost('empty'), message: 'these tests could not be loaded' });
    for (const id of ['fatal', 'broken', 'empty']) {
      expect(tests[id]!.filter((row) => row.status === 'passed')).toMatchObject([{ visibility: 'public' }]);
    }
    const troubles = result.infrastructureErrors.join('\n');
    expect(troubles).toContain('this file does not load');
    expect(troubles).toContain('No test found in suite empty');
    expect(troubles).toContain('[vitest-pool]: Worker forks emitted error');
  });

  test('says what was called and what came back', () => {
    const failed = result.exercises.find((row) => row.id === 'greet')!.tests;
    expect(
      failed
        .map(({ name, visibility, status, message }) => ({ name, visibility, status, message }))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    ).toStrictEqual([
      {
        name: 'a name',
        visibility: 'public',
        status: 'failed',
        message: 'greeting is "Hello, Ada", expected "Hello, Ada!"\ncalled: run.greet({ name: "Ada" })',
      },
      {
        name: 'another name',
        visibility: 'hidden',
        status: 'failed',
        message: 'greeting is "Hello, Grace", expected "Hello, Grace!"\ncalled: run.greet({ name: "Grace" })',
      },
      { name: 'no name is refused', visibility: 'hidden', status: 'passed', message: undefined },
    ]);
  });

  test('is a result of the published form', () => {
    expect(gradeResultSchema.parse(JSON.parse(JSON.stringify(result)))).toStrictEqual(result);
    expect(result).toMatchObject({
      schema: 'dawnbook/result/v1',
      assignment: 9,
      seed: 7,
      isolation: 'process',
      submission: { files: 2, ignored: [{ path: 'vitest.config.ts' }] },
    });
    expect(result.exercises[0]!.output).toBe('loaded\nloaded\n');
  });
});

test('stopAtFailure ends the run with the first failed test, and passes what passes', async () => {
  const submission = book.submission({
    'src/index.ts': `${DOUBLE}export const greet = (name: string): string => 'Hello, ' + name;\n`,
  });
  const options = { folders: book.folders, submission, workers: 1, stopAtFailure: true };
  const failing = await grade({ ...options, exercises: ['greet'] });
  expect(verdicts(failing)).toStrictEqual({ greet: 'failed, 0' });
  expect(failing.exercises[0]!.tests).toMatchObject([{ status: 'failed' }]);
  expect(failing.infrastructureErrors).toStrictEqual([]);
  const passing = await grade({ ...options, exercises: ['double'] });
  expect(passing.exercises[0]!.tests.map(({ status }) => status)).toStrictEqual(['passed', 'passed']);
  // A judge that dies is no reason to stop quietly.
  expect(verdicts(await grade({ ...options, exercises: ['fatal'] }))).toStrictEqual({ fatal: 'crashed, 0' });
});

test('the stubs are not started', async () => {
  const result = await grade({ folders: book.folders, exercises: ['double', 'greet', 'why'] });
  expect(verdicts(result)).toStrictEqual({
    double: 'not-started, 0',
    greet: 'not-started, 0',
    why: 'not-started, 0',
  });
  expect(result.infrastructureErrors).toStrictEqual([]);
});

test('an exercise that runs into the stub of another one waits for it', async () => {
  const submission = book.submission({
    'src/index.ts': `
      import { notImplemented } from '@dawnbook/grader';
      export const double = (): never => { throw notImplemented('<b>nonsense</b>'); };
      export const greet = (): never => { throw notImplemented('double'); };
    `,
  });
  const { exercises } = await grade({ folders: book.folders, submission, exercises: ['double', 'greet'] });
  expect(exercises[0]).toMatchObject({ id: 'double', status: 'not-started' });
  expect(exercises[0]).not.toHaveProperty('waitingFor');
  expect(exercises[1]).toMatchObject({ id: 'greet', status: 'not-started', waitingFor: 'double' });
});

test('neither the solution nor the hidden tests can be read or imported', async () => {
  const submission = book.submission({
    'src/index.ts': `
      import { readFileSync, readdirSync } from 'node:fs';
      const attempt = async (what) => { try { return JSON.stringify(await what()); } catch (error) { return error.message; } };
      const root = ${JSON.stringify(book.root)};
      export const greet = async () => {
        throw new Error([
          await attempt(() => readFileSync(root + '/solutions/assignment-9/src/double.ts', 'utf8')),
          await attempt(() => readdirSync(root + '/tests/assignment-9/hidden')),
          await attempt(() => import(root + '/solutions/assignment-9/src/double.ts')),
          await attempt(() => import('../../../solutions/assignment-9/src/double.ts')),
          await attempt(() => import('solution-9')),
        ].join('\\n'));
      };
    `,
  });
  const { exercises } = await grade({ folders: book.folders, submission, exercises: ['greet'] });
  const { message } = exercises[0]!.tests.find((one) => one.name === 'a name')!;
  expect(message!.split('\n').slice(0, 5)).toStrictEqual([
    'Error: Access to this API has been restricted. Use --allow-fs-read to manage permissions.',
    'Access to this API has been restricted. Use --allow-fs-read to manage permissions.',
    `src/index.ts imports ${book.root}/solutions/assignment-9/src/double.ts, a file outside of the submission`,
    'src/index.ts imports ../../../solutions/assignment-9/src/double.ts, a file outside of the submission',
    "src/index.ts imports 'solution-9', but this assignment may import only Node's own modules, @dawnbook/grader",
  ]);
});

describe('refuses', () => {
  test('an unknown exercise', async () => {
    await expect(grade({ folders: book.folders, exercises: ['double', 'triple'] })).rejects.toThrow(
      new RangeError("'triple' is not an exercise of assignment 9"),
    );
  });

  test('a folder that is no submission', async () => {
    using empty = temporaryFolder();
    await expect(grade({ folders: book.folders, submission: empty.path })).rejects.toThrow(IntakeError);
  });
});

test('a run that is ended in an endless loop leaves no process and no folder', async () => {
  const marker = 'endless-loop-of-the-grader-tests';
  const submission = book.submission({
    'src/index.ts': `export const double = () => { process.title = '${marker}'; console.log('looping'); for (;;); };\n`,
  });
  using temporary = temporaryFolder();
  vi.stubEnv('TMPDIR', temporary.path);
  const controller = new AbortController();
  const run = grade({ folders: book.folders, submission, exercises: ['double'], signal: controller.signal });
  const reason = run.then(
    () => undefined,
    (error: unknown) => error,
  );
  await expect.poll(() => processesNamed(marker), { timeout: 60_000 }).not.toStrictEqual([]);
  const enough = new Error('enough');
  controller.abort(enough);
  expect(await reason).toBe(enough);
  await expect.poll(() => processesNamed(marker), { timeout: 10_000 }).toStrictEqual([]);
  await expect.poll(() => readdirSync(temporary.path), { timeout: 10_000 }).toStrictEqual([]);
  vi.unstubAllEnvs();
});

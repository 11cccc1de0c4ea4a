import { gradeResultSchema } from '@dawnbook/grader/judge';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gradeReport } from '../src/grade/report.ts';
import { dawnbook, dawnbookHere, start } from './support/command.ts';
import { workbook } from './support/workbook.ts';

test('the solution gets full marks, reports are written, and the exit code is 0', async () => {
  const { root } = workbook();
  const { exitCode, stdout, stderr } = await dawnbook(root, [
    'grade',
    'assignment-7',
    '--submission=solutions/assignment-7',
    '--seed=5',
    '--report=json,junit',
    '--out=here',
    '--exercise',
    'add',
    'quarter',
    'essay',
  ]);
  expect(stderr).toBe('');
  expect(stdout).toContain(' of 2: quarter\n');
  expect(stdout).toMatch(/^ ✓ {2}quarter +2 \/ 2 +passed$/m);
  expect(stdout).toMatch(/^ ✓ {2}essay +4 by hand +to be graded by hand$/m);
  expect(stdout).toMatch(/^ 5 of 5 points, 4 more to be graded by hand$/m);
  expect(stdout).toMatch(/ Report: here[/\\]result\.json\n Report: here[/\\]junit\.xml\n$/);
  expect(exitCode).toBe(0);
  expect(readdirSync(join(root, 'here')).toSorted()).toEqual(['junit.xml', 'result.json']);
});

test('a stub gets nothing, the exit code is 1, and reports have a folder by default', async () => {
  const book = workbook();
  const args = ['grade', '7', '--exercise', 'add', '--report', 'json', '--seed', '77'];
  const { exitCode, stdout } = await dawnbookHere(book.root, args);
  expect(stdout).toMatch(/^ · {2}add +0 \/ 3 +not started$/m);
  expect(stdout).toMatch(/^ 0 of 3 points$/m);
  expect(exitCode).toBe(1);
  const result = gradeResultSchema.parse(JSON.parse(book.read('.dawnbook/reports/assignment-7/result.json')));
  expect(result).toMatchObject({ assignment: 7, seed: 77, points: 0, maxPoints: 3 });
});

test('a wrong answer is shown with its message, a hidden one only on request', async () => {
  const book = workbook();
  book.edit('solutions/assignment-7/src/add.ts', 'a + b', 'a === 2 ? 5 : a - b');
  book.edit('solutions/assignment-7/src/divide.ts', 'x / 2', 'x');
  book.write('solutions/assignment-7/src/notes.txt', 'x');
  const args = [
    'grade',
    '7',
    '--submission=solutions/assignment-7',
    '--report=json',
    '--exercise',
    'add',
    'halve',
  ];
  const { exitCode, stdout } = await dawnbookHere(book.root, args);
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^ ✗ {2}halve +0 \/ 2 +failed \(2 of 2 tests\)$/m);
  expect(stdout).toContain(' ✗ halve: half of ten\n');
  expect(stdout).toContain('run.halve({ x: 10 })');
  expect(stdout).toMatch(/✗ add: a secret sum\n +hidden test, failed \(--show-hidden says more\)/);
  expect(stdout).not.toContain('22');
  expect(stdout).toContain(' ! src/notes.txt: ');

  const result = gradeResultSchema.parse(JSON.parse(book.read('.dawnbook/reports/assignment-7/result.json')));
  expect(gradeReport(result, { showHidden: true })).toContain('run.add({ a: 20, b: 22 })');
});

test('a folder that is no submission', async () => {
  const { exitCode, stderr } = await dawnbookHere(workbook().root, ['grade', '7', '--submission', 'docs']);
  expect(stderr).toMatch(/^dawnbook: .*docs is not a submission: it has no src folder.*\n$/);
  expect(exitCode).toBe(2);
});

test('Ctrl-C ends a run without a grade', async () => {
  const book = workbook();
  book.edit('solutions/assignment-7/src/add.ts', 'return', 'if (a === 20) for (;;);\n  return');
  const running = start(book.root, ['grade', '7', '--submission=solutions/assignment-7', '--exercise=add']);
  await running.printed(' of 1: ');
  running.process.kill('SIGINT');
  const { exitCode, stderr, stdout } = await running.ended;
  expect(stderr).toBe('Interrupted; nothing was graded.\n');
  expect(stdout).not.toContain('points');
  expect(exitCode).toBe(130);
});

import { describe, expect, test } from 'vitest';
import { dawnbook, dawnbookHere } from './support/command.ts';
import { workbook } from './support/workbook.ts';

test('without a name, lists what there is', async () => {
  const { exitCode, stdout } = await dawnbookHere(workbook().root, ['experiment']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^ hello +assignment-7 +Says which code it runs on$/m);
});

describe('runs a script with its arguments', () => {
  test("on the student's code", async () => {
    const book = workbook();
    book.edit('assignments/assignment-7/src/add.ts', "throw notImplemented('add')", 'return 100');
    const { exitCode, stdout } = await dawnbook(book.root, ['experiment', 'hello', '--scale', 'full']);
    expect(stdout).toBe('arguments: --scale full\nsum: 100\n');
    expect(exitCode).toBe(0);
  });

  test("on the course's code with --solution", async () => {
    const { exitCode, stdout } = await dawnbook(workbook().root, [
      'experiment',
      'hello',
      '--solution',
      '--scale',
      'full',
    ]);
    expect(stdout).toBe('arguments: --scale full\nsum: 5\n');
    expect(exitCode).toBe(0);
  });
});

test('a stub is no crash', async () => {
  const { exitCode, stderr } = await dawnbook(workbook().root, ['experiment', 'hello']);
  expect(stderr).toBe(
    "dawnbook: Exercise 'add' is not implemented yet. Its section in the handout: README.md#add. With --solution, the experiment runs on the course's own code\n",
  );
  expect(exitCode).toBe(2);
});

test('an error of the code is shown where it happened', async () => {
  const book = workbook();
  book.edit('assignments/assignment-7/src/add.ts', "throw notImplemented('add')", "throw new Error('oops')");
  const { exitCode, stderr } = await dawnbook(book.root, ['experiment', 'hello']);
  expect(stderr).toMatch(/^Error: oops\n +at add \(.*add\.ts:4:/);
  expect(exitCode).toBe(1);
});

test('ends as the script ends', async () => {
  const book = workbook();
  book.write('assignments/assignment-7/experiments/fail.ts', 'process.exitCode = 7;\n');
  expect((await dawnbook(book.root, ['experiment', 'fail'])).exitCode).toBe(7);
});

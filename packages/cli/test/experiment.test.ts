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

test('ends as the script ends', async () => {
  const book = workbook();
  book.write('assignments/assignment-7/experiments/fail.ts', 'process.exitCode = 7;\n');
  expect((await dawnbook(book.root, ['experiment', 'fail'])).exitCode).toBe(7);
});

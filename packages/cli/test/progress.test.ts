import { expect, test } from 'vitest';
import { dawnbook, dawnbookHere } from './support/command.ts';
import { workbook } from './support/workbook.ts';

const RAN = {
  version: 1,
  exercises: {
    add: { status: 'passed', passed: 1, total: 1 },
    halve: { status: 'failed', passed: 0, total: 1 },
  },
};

test('shows what the last runs said, and the written answers as they are now', async () => {
  const book = workbook();
  book.write('assignments/assignment-7/.dawnbook/progress.json', JSON.stringify(RAN));
  book.write('assignments/assignment-7/answers/essay.md', '# Essay\n\nDone.\n');
  const { exitCode, stdout } = await dawnbookHere(book.root, ['progress']);
  expect(exitCode).toBe(0);
  expect(stdout).toBe(` Assignment 7 · Arithmetic
 ✓ add           3 / 3  passed
 ✗ halve         0 / 2  failed, 0 of 1 tests pass
 · quarter       0 / 2  not started
 · rough-pi      0 / 1  not started
 ✓ essay     4 by hand  written

 3 of 8 points as far as these tests tell, 4 more to be graded by hand; 2 of 5 exercises
 Next: halve (Halving, about 5 min)  assignments/assignment-7/README.md#halve
`);
});

test('is coloured when asked to be, and not in a pipe', async () => {
  const { root } = workbook();
  expect((await dawnbook(root, ['progress'])).stdout).not.toContain('\u001b');
  expect((await dawnbook(root, ['progress'], { FORCE_COLOR: '1' })).stdout).toContain('\u001b');
});

test('--json', async () => {
  const book = workbook();
  book.write('assignments/assignment-7/.dawnbook/progress.json', JSON.stringify(RAN));
  const { stdout } = await dawnbookHere(book.root, ['progress', '7', '--json']);
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    assignments: [
      {
        name: 'assignment-7',
        title: 'Arithmetic',
        points: 3,
        maxPoints: 8,
        waitingPoints: 0,
        done: 1,
        total: 5,
        next: 'halve',
        exercises: [
          { id: 'add', kind: 'code', points: 3, status: 'passed', passed: 1, tests: 1 },
          { id: 'halve', kind: 'code', points: 2, status: 'failed', passed: 0, tests: 1 },
          { id: 'quarter', kind: 'code', points: 2, status: 'not-started', passed: 0, tests: 0 },
          { id: 'rough-pi', kind: 'numeric', points: 1, status: 'not-started', passed: 0, tests: 0 },
          { id: 'essay', kind: 'written', points: 4, status: 'not-started', passed: 0, tests: 0 },
        ],
      },
    ],
  });
});

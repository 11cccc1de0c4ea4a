import { expect, test } from 'vitest';
import { start } from './support/command.ts';
import { workbook } from './support/workbook.ts';

const DIR = 'assignments/assignment-7';

test('runs the exercise whose file changed, says when a written answer is there, and ends with Ctrl-C', async () => {
  const book = workbook();
  const running = start(book.root, ['watch']);
  await running.printed(`Watching ${DIR}`);

  book.edit(`${DIR}/src/add.ts`, "throw notImplemented('add')", 'return a - b');
  await running.printed(/✗ add .*\n[^]*Next: /);
  expect(running.output()).toContain('run.add({ a: 2, b: 3 })');
  expect(running.output()).not.toMatch(/[✓✗·] halve/);

  book.edit(`${DIR}/src/add.ts`, 'a - b', 'a + b');
  await running.printed(/✓ add .*\n[^]*Next: .*halve/);

  book.write(`${DIR}/answers/essay.md`, 'Numbers are fine.\n');
  await running.printed(' ✓ essay: written; a person grades it (4 points)');

  running.process.kill('SIGINT');
  expect((await running.ended).exitCode).toBe(0);
});

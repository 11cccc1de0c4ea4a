import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dawnbookHere } from './support/command.ts';
import { type Workbook, workbook } from './support/workbook.ts';

const DIR = 'assignments/assignment-7';

function git({ root }: Workbook, ...args: string[]): void {
  const identity = ['-c', 'user.name=Student', '-c', 'user.email=student@example.org'];
  execFileSync('git', ['-C', root, ...identity, ...args], { stdio: 'ignore' });
}

function commit(book: Workbook, message: string): void {
  git(book, 'add', 'assignments');
  git(book, 'commit', '--message', message);
}

/** A workbook as a student has cloned it. */
function clonedWorkbook(): Workbook {
  const book = workbook();
  git(book, 'init');
  commit(book, 'Assignment 7');
  return book;
}

/** The only file below the backup folder of a name. */
function backup(book: Workbook, path: string): string {
  const folder = `${DIR}/.dawnbook/backup`;
  const [only, ...others] = readdirSync(join(book.root, folder));
  expect(others).toEqual([]);
  return book.read(`${folder}/${only!}/${path}`);
}

test('puts a stub back, keeps a copy, and forgets the state', async () => {
  const book = clonedWorkbook();
  const stub = book.read(`${DIR}/src/add.ts`);
  book.write(`${DIR}/src/add.ts`, 'export const add = 1;\n');
  const passed = { status: 'passed', passed: 1, total: 1 };
  book.write(
    `${DIR}/.dawnbook/progress.json`,
    JSON.stringify({ version: 1, exercises: { add: passed, halve: passed } }),
  );
  const { exitCode, stdout } = await dawnbookHere(book.root, ['reset', 'add', '--yes']);
  expect(exitCode).toBe(0);
  expect(book.read(`${DIR}/src/add.ts`)).toBe(stub);
  expect(backup(book, 'src/add.ts')).toBe('export const add = 1;\n');
  expect(stdout).toMatch(
    /^ src\/add\.ts goes back to commit [0-9a-f]{8} \(\d{4}-\d\d-\d\d, Assignment 7\)\.$/m,
  );
  expect(stdout).toMatch(/Your version will be kept in assignments.assignment-7.\.dawnbook.backup.\S+-add$/m);
  expect(JSON.parse(book.read(`${DIR}/.dawnbook/progress.json`))).toEqual({
    version: 1,
    exercises: { halve: passed },
  });
});

test('without --yes it asks, and where it cannot ask it changes nothing', async () => {
  const book = clonedWorkbook();
  book.write(`${DIR}/src/add.ts`, 'mine');
  const { exitCode, stderr } = await dawnbookHere(book.root, ['reset', 'add']);
  expect(exitCode).toBe(2);
  expect(stderr).toBe(
    'dawnbook: reset asks before it changes files, and there is no terminal to ask on; add --yes\n',
  );
  expect(book.read(`${DIR}/src/add.ts`)).toBe('mine');
  expect(existsSync(join(book.root, DIR, '.dawnbook'))).toBe(false);
});

test('says which other exercises are in the same file', async () => {
  const book = clonedWorkbook();
  book.edit(`${DIR}/src/divide.ts`, "throw notImplemented('halve')", 'return x / 2');
  const { stdout } = await dawnbookHere(book.root, ['reset', 'quarter', '--yes']);
  expect(stdout).toContain(' ! The same file has code of halve; that goes back, too.\n');
  expect(book.read(`${DIR}/src/divide.ts`)).toContain("notImplemented('halve')");
  expect(book.read(`${DIR}/src/add.ts`)).toContain("notImplemented('add')");
});

test('takes the newest stub: what the student committed is passed over, what the course improved is not', async () => {
  const book = clonedWorkbook();
  book.edit(`${DIR}/src/add.ts`, 'export', '/** The sum. */\nexport');
  commit(book, 'A comment for the stub');
  const improved = book.read(`${DIR}/src/add.ts`);
  book.write(`${DIR}/src/add.ts`, 'export const add = 1;\n');
  commit(book, 'My work');
  book.write(`${DIR}/src/divide.ts`, 'export const halve = 1;\n');
  commit(book, 'More work');

  const { stdout } = await dawnbookHere(book.root, ['reset', 'add', '--yes']);
  expect(book.read(`${DIR}/src/add.ts`)).toBe(improved);
  expect(stdout).toContain('A comment for the stub');

  await dawnbookHere(book.root, ['reset', 'add', '--yes', '--from', 'HEAD~3']);
  expect(book.read(`${DIR}/src/add.ts`)).not.toContain('The sum');
});

test('brings back a file that is gone, a numeric answer, a written one', async () => {
  const book = clonedWorkbook();
  const before = ['src/answers.ts', 'answers/essay.md'].map((path) => book.read(`${DIR}/${path}`));
  book.write(`${DIR}/src/answers.ts`, 'export const roughPi = 22 / 7;\n');
  book.write(`${DIR}/answers/essay.md`, 'Numbers are numbers.\n');
  execFileSync('git', ['-C', book.root, 'rm', '--quiet', `${DIR}/src/add.ts`]);
  commit(book, 'My work');
  for (const id of ['add', 'rough-pi', 'essay']) {
    expect((await dawnbookHere(book.root, ['reset', id, '--yes'])).exitCode).toBe(0);
  }
  expect(['src/answers.ts', 'answers/essay.md'].map((path) => book.read(`${DIR}/${path}`))).toEqual(before);
  expect(book.read(`${DIR}/src/add.ts`)).toContain("notImplemented('add')");
});

test('an untouched stub is left alone', async () => {
  const book = clonedWorkbook();
  const { exitCode, stdout } = await dawnbookHere(book.root, ['reset', 'add']);
  expect(exitCode).toBe(0);
  expect(stdout).toBe(' Nothing to do: src/add.ts is as it was in the beginning.\n');
});

test.each([
  { from: 'nowhere', message: "there is no commit 'nowhere'; git log lists them" },
  { from: 'HEAD', message: "commit HEAD does not have a stub of 'add'; nothing was changed" },
])('--from $from', async ({ from, message }) => {
  const book = clonedWorkbook();
  book.write(`${DIR}/src/add.ts`, 'export const add = 1;\n');
  commit(book, 'My work');
  const { exitCode, stderr } = await dawnbookHere(book.root, ['reset', 'add', '--yes', '--from', from]);
  expect(stderr).toBe(`dawnbook: ${message}\n`);
  expect(exitCode).toBe(2);
});

test('a workbook without Git says so', async () => {
  const book = workbook();
  const { exitCode, stderr } = await dawnbookHere(book.root, ['reset', 'add', '--yes']);
  expect(stderr).toMatch(
    /^dawnbook: stubs come from the history of the workbook, and Git finds none in .*\n$/,
  );
  expect(exitCode).toBe(2);
});

import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { dawnbookHere, start } from './support/command.ts';
import { workbook } from './support/workbook.ts';

const COMMANDS = ['start', 'doctor', 'progress', 'test', 'grade', 'watch', 'reset', 'experiment', 'bench'];

test('--help names every command and every exit code', async () => {
  const { exitCode, stdout } = await dawnbookHere(tmpdir(), ['--help']);
  expect(exitCode).toBe(0);
  for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
  for (const code of [0, 1, 2, 3, 130]) expect(stdout).toMatch(new RegExp(`^  ${code} `, 'm'));
});

test.each(COMMANDS)('%s has a help of its own', async (command) => {
  const { exitCode, stdout } = await dawnbookHere(tmpdir(), [command, '--help']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(new RegExp(`^Usage: dawnbook ${command}`));
});

describe('a mistake is answered in one line that says what to do', () => {
  test.each([
    { args: ['progres'], message: "unknown command 'progres' (Did you mean progress?)" },
    { args: ['progress', '--jsn'], message: "unknown option '--jsn' (Did you mean --json?)" },
    { args: ['grade'], message: "missing required argument 'assignment'" },
    {
      args: ['grade', 'assignment-8'],
      message: "there is no assignment 'assignment-8'; did you mean 'assignment-7'?",
    },
    { args: ['grade', 'tokenizer'], message: "there is no assignment 'tokenizer'; there is assignment-7" },
    {
      args: ['grade', 'assignment-7', '--report', 'jnit'],
      message: "there is no report format 'jnit'; did you mean 'junit'?",
    },
    {
      args: ['grade', 'assignment-7', '--exercise', 'ad'],
      message: "assignment-7 has no exercise 'ad'; did you mean 'add'?",
    },
    {
      args: ['grade', 'assignment-7', '--seed', 'x'],
      message:
        "option '--seed <number>' argument 'x' is invalid. It must be a whole number from 0 to 2147483647.",
    },
    {
      args: ['reset', 'multiplication'],
      message: "there is no exercise 'multiplication'; pnpm progress lists them",
    },
    { args: ['experiment', 'helo'], message: "there is no experiment 'helo'; did you mean 'hello'?" },
    { args: ['bench', '7'], message: 'assignment-7 has no benchmark' },
    {
      args: ['start', '--port', '99999'],
      message:
        "option '--port <number>' argument '99999' is invalid. It must be a whole number from 1 to 65535.",
    },
  ])('dawnbook $args', async ({ args, message }) => {
    const { exitCode, stdout, stderr } = await dawnbookHere(workbook().root, args);
    expect(stderr).toBe(`dawnbook: ${message}\n`);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  test('outside of a workbook', async () => {
    const { exitCode, stderr } = await dawnbookHere(tmpdir(), ['progress']);
    expect(stderr).toMatch(
      /^dawnbook: .* is not inside a workbook; go to the folder that you cloned, and try again\n$/,
    );
    expect(exitCode).toBe(2);
  });

  test('a rubric that does not load', async () => {
    const book = workbook();
    book.edit('tests/assignment-7/rubric.ts', "id: 'add'", "id: 'Add'");
    const { exitCode, stderr } = await dawnbookHere(book.root, ['progress']);
    expect(stderr).toBe(
      "dawnbook: assignment-7 has no rubric that can be loaded: Rubric of assignment 7, exercise 'Add': an id is kebab-case, like scaled-dot-product-attention\n",
    );
    expect(exitCode).toBe(2);
  });
});

test('works as a process, in a pipe, without colours', async () => {
  const { root } = workbook();
  const { exitCode, stdout, stderr } = await start(root, ['progress', 'assignment-8']).ended;
  expect({ exitCode, stdout, stderr }).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: "dawnbook: there is no assignment 'assignment-8'; did you mean 'assignment-7'?\n",
  });
});

test('a reader that stops reading is no error', async () => {
  const running = start(workbook().root, ['progress']);
  running.process.stdout.destroy();
  const { exitCode, stderr } = await running.ended;
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
});

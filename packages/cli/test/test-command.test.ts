import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderSummary, tallyTask } from '../src/test/summary.ts';
import { dawnbookHere, dawnbook } from './support/command.ts';
import { type Workbook, workbook } from './support/workbook.ts';

/** As Vitest 5.1 prints it. */
const VITEST_LOG = `
 RUN  v5.1.1 /book/packages/lab

 ✓ test/plots.test.ts (28 tests) 4340ms
   ✓ Tests  9 passed (9)

 Test Files  2 failed | 3 passed (5)
      Tests  2 failed | 27 passed | 4 skipped (33)
   Start at  16:16:20
   Duration  10.56s (tests 82%, import 13%, transform 6%)
`;

describe('what a task counts for', () => {
  test('the tests of Vitest', () => {
    expect(tallyTask({ passed: false, log: VITEST_LOG })).toEqual({ passed: 27, failed: 2, skipped: 4 });
  });

  test('a check without tests is one', () => {
    expect(tallyTask({ passed: true, log: '$ tsc\n' })).toEqual({ passed: 1, failed: 0, skipped: 0 });
    expect(tallyTask({ passed: false, log: '$ tsc\nsrc/a.ts(1,1): error\n' })).toEqual({
      passed: 0,
      failed: 1,
      skipped: 0,
    });
  });

  test('tests that pass in a task that fails are not the whole truth', () => {
    const log = VITEST_LOG.replace('2 failed | 27 passed', '27 passed');
    expect(tallyTask({ passed: false, log })).toEqual({ passed: 27, failed: 1, skipped: 4 });
  });
});

test('the summary ends with a plain line', () => {
  const summary = renderSummary([
    { id: '@dawnbook/lab#test', task: 'test', passed: false, log: VITEST_LOG },
    { id: '@dawnbook/lab#typecheck', task: 'typecheck', passed: true, log: '$ tsc\n' },
  ]);
  expect(summary).toContain('@dawnbook/lab#test');
  expect(summary.split('\n').at(-1)).toBe('28 passed, 2 failed');
});

describe('the command', () => {
  /** A turbo that writes down its arguments and leaves behind what the real one would. */
  function withTurbo(book: Workbook, exitCode: number): void {
    book.write('node_modules/turbo/package.json', '{ "name": "turbo" }');
    book.write(
      'node_modules/turbo/bin/turbo',
      `const fs = require('node:fs');
      console.log('turbo ' + process.argv.slice(2).join(' '));
      if (process.argv.includes('--summarize')) {
        fs.mkdirSync('.turbo/runs', { recursive: true });
        fs.writeFileSync('.turbo/log', ${JSON.stringify(VITEST_LOG)});
        const task = (taskId, exitCode) => ({ taskId, task: taskId.split('#')[1], command: 'x', logFile: '.turbo/log', execution: { exitCode } });
        fs.writeFileSync('.turbo/runs/new.json', JSON.stringify({ tasks: [task('lab#test', ${exitCode}), { ...task('//#lint', 0), logFile: undefined }] }));
      }
      process.exitCode = ${exitCode};`,
    );
  }

  test('without arguments runs everything and counts', async () => {
    const book = workbook();
    withTurbo(book, 1);
    book.write('.turbo/runs/old.json', 'not this one');
    const { exitCode, stdout } = await dawnbook(book.root, ['test']);
    expect(stdout).toMatch(/^turbo run test typecheck lint docs /);
    expect(stdout).toMatch(/\n28 passed, 2 failed\n$/);
    expect(exitCode).toBe(1);
    expect(readdirSync(join(book.root, '.turbo/runs'))).toEqual(['old.json']);
  });

  test('with arguments runs the tests that they select', async () => {
    const book = workbook();
    withTurbo(book, 0);
    const { exitCode, stdout } = await dawnbook(book.root, [
      'test',
      '--filter',
      'assignment-7',
      '--',
      '-t',
      'two',
    ]);
    expect(stdout).toBe('turbo run test --log-prefix=none --force --filter assignment-7 -- -t two\n');
    expect(exitCode).toBe(0);
    expect(existsSync(join(book.root, '.turbo'))).toBe(false);
  });

  test('without turbo says what to do', async () => {
    const { exitCode, stderr } = await dawnbookHere(workbook().root, ['test']);
    expect(stderr).toMatch(/^dawnbook: turbo is not installed in .*; run pnpm install there\n$/);
    expect(exitCode).toBe(2);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { forgetProgress, readProgress } from '../../src/course/index.ts';
import { progressFile, updateProgress } from '../../src/practice/progress.ts';
import { writeFiles } from '../support/files.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PASSED = { status: 'passed', passed: 2, total: 2 } as const;
const WAITING = { status: 'not-started', passed: 0, total: 3, waitingFor: 'double' } as const;

test('is empty before anything was run', () => {
  using folder = temporaryFolder();
  expect(readProgress(folder.path)).toStrictEqual({});
});

test('adds to what is there, and forgets on demand', () => {
  using folder = temporaryFolder();
  forgetProgress(folder.path, ['double']);
  expect(readdirSync(folder.path)).toStrictEqual([]);
  updateProgress(folder.path, { double: PASSED });
  updateProgress(folder.path, { greet: WAITING });
  expect(readProgress(folder.path)).toStrictEqual({ double: PASSED, greet: WAITING });
  updateProgress(folder.path, { greet: PASSED });
  forgetProgress(folder.path, ['double', 'unknown']);
  expect(readProgress(folder.path)).toStrictEqual({ greet: PASSED });
  expect(readdirSync(join(folder.path, '.dawnbook'))).toStrictEqual(['progress.json']);
});

describe('a file that cannot be used counts as none', () => {
  test.each([
    ['not JSON', '{"version":'],
    ['another version', '{"version":2,"exercises":{}}'],
    ['an unknown state', '{"version":1,"exercises":{"double":{"status":"perfect","passed":1,"total":1}}}'],
  ])('%s', (_, content) => {
    using folder = temporaryFolder();
    writeFiles(folder.path, { '.dawnbook/progress.json': content });
    expect(readProgress(folder.path)).toStrictEqual({});
    updateProgress(folder.path, { double: PASSED });
    expect(JSON.parse(readFileSync(progressFile(folder.path), 'utf8'))).toStrictEqual({
      version: 1,
      exercises: { double: PASSED },
    });
  });
});

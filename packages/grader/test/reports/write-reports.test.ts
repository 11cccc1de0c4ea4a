import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { gradeResultSchema, REPORT_FORMATS, writeReports } from '../../src/judge/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { sampleResult } from '../support/sample-result.ts';

afterEach(() => vi.unstubAllEnvs());

test('writes each format to its file, and the JSON is the result', () => {
  using folder = temporaryFolder();
  const directory = join(folder.path, 'a', 'b');
  const files = ['junit.xml', 'report.html', 'result.json', 'results.json', 'summary.md'];
  expect(writeReports(sampleResult, REPORT_FORMATS, directory).toSorted()).toStrictEqual(
    files.map((file) => join(directory, file)),
  );
  expect(readdirSync(directory).toSorted()).toStrictEqual(files);
  const read = gradeResultSchema.parse(JSON.parse(readFileSync(join(directory, 'result.json'), 'utf8')));
  expect(read).toStrictEqual(sampleResult);
});

test('writes what was asked for only, over what was there', () => {
  using folder = temporaryFolder();
  writeFileSync(join(folder.path, 'result.json'), 'old');
  expect(writeReports(sampleResult, ['json'], folder.path)).toStrictEqual([join(folder.path, 'result.json')]);
  expect(readdirSync(folder.path)).toStrictEqual(['result.json']);
  expect(readFileSync(join(folder.path, 'result.json'), 'utf8')).toContain('dawnbook/result/v1');
});

test('a report that cannot be written leaves no half of it', () => {
  using folder = temporaryFolder();
  mkdirSync(join(folder.path, 'result.json', 'in the way'), { recursive: true });
  expect(() => writeReports(sampleResult, ['json'], folder.path)).toThrow('result.json');
  expect(readdirSync(folder.path)).toStrictEqual(['result.json']);
});

test('appends to the summary of a workflow step', () => {
  using folder = temporaryFolder();
  const step = join(folder.path, 'step');
  writeFileSync(step, 'before\n');
  vi.stubEnv('GITHUB_STEP_SUMMARY', step);
  writeReports(sampleResult, ['github', 'json'], folder.path);
  expect(readFileSync(step, 'utf8')).toBe(`before\n${readFileSync(join(folder.path, 'summary.md'), 'utf8')}`);
});

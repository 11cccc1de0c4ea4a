import { expect, test } from 'vitest';
import { z } from 'zod';
import { gradescopeReport } from '../../src/reports/gradescope.ts';
import { HOSTILE, sampleResult, SECRET } from '../support/sample-result.ts';

const visibility = z.enum(['visible', 'hidden', 'after_due_date', 'after_published']);
const format = z.enum(['text', 'html', 'simple_format', 'md', 'ansi']);

/** Gradescope's results.json: gradescope/autograder_samples, docs/specs.md. */
const resultsSchema = z.strictObject({
  score: z.number().optional(),
  execution_time: z.number().optional(),
  output: z.string().optional(),
  output_format: format.optional(),
  test_output_format: format.optional(),
  test_name_format: format.optional(),
  visibility: visibility.optional(),
  stdout_visibility: visibility.optional(),
  extra_data: z.record(z.string(), z.unknown()).optional(),
  tests: z
    .array(
      z.strictObject({
        score: z.number().optional(),
        max_score: z.number().optional(),
        status: z.enum(['passed', 'failed']).optional(),
        name: z.string().optional(),
        name_format: format.optional(),
        number: z.string().optional(),
        output: z.string().optional(),
        output_format: format.optional(),
        tags: z.array(z.string()).optional(),
        visibility: visibility.optional(),
        extra_data: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .optional(),
});

const text = gradescopeReport(sampleResult);
const report = resultsSchema.parse(JSON.parse(text));

test('has the points of tests as its score, and they are the sum of the rows', () => {
  expect(report.score).toBe(3);
  const sum = (of: 'score' | 'max_score'): number =>
    report.tests!.reduce((total, row) => total + (row[of] ?? 0), 0);
  expect([sum('score'), sum('max_score')]).toStrictEqual([sampleResult.points, sampleResult.maxPoints]);
});

test('has a row for each exercise, which every student may see', () => {
  expect(
    report.tests!.map(({ number, name, score, max_score, status, visibility: who }) => [
      number,
      name,
      score,
      max_score,
      status,
      who,
    ]),
  ).toStrictEqual([
    ['9.1', 'double: Twice', 3, 3, 'passed', 'visible'],
    ['9.2', 'greet: A greeting', 0, 20, 'failed', 'visible'],
    ['9.3', 'wait: Waits for another', 0, 5, 'failed', 'visible'],
    ['9.4', 'why: Why', undefined, undefined, undefined, 'visible'],
  ]);
});

test('shows the words of the submission as plain text', () => {
  expect(report.tests![1]!.output).toBe(
    `crashed (2 of 3 tests)\n\n✗ a <name>\n${HOSTILE}\n\n✗ another name\nhidden test, crashed`,
  );
  expect(report.tests!.map((row) => row.output_format)).toStrictEqual(['text', 'text', 'text', 'text']);
});

test('does not show what a hidden test knows, nor what the submission printed', () => {
  expect(text).not.toContain(SECRET);
  expect(report.stdout_visibility).toBe('hidden');
});

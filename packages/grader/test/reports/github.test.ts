import { expect, describe, test } from 'vitest';
import { githubAnnotations, githubSummary } from '../../src/reports/github.ts';
import { HOSTILE, sampleResult, SECRET } from '../support/sample-result.ts';

describe('the summary', () => {
  const summary = githubSummary(sampleResult);

  test('has the total and a row for each exercise', () => {
    expect(summary.split('\n').slice(0, 8)).toStrictEqual([
      '## Assignment 9: 3 of 28 points, 4 more to be graded by hand',
      '',
      '| | exercise | state | points |',
      '| --- | --- | --- | ---: |',
      '| ✅ | `double` | passed | 3 / 3 |',
      '| ❌ | `greet` | crashed (2 of 3 tests) | 0 / 20 |',
      '| 🟡 | `wait` | waits for greet | 0 / 5 |',
      '| 📝 | `why` | to be graded by hand | 4 by hand |',
    ]);
  });

  test('keeps the words of the submission as text', () => {
    expect(summary).not.toContain('<script');
    expect(summary).not.toContain('<img');
    expect(summary).toContain('&lt;/pre&gt;&lt;/details&gt;]]&gt;&amp;amp;&amp;#0;');
    // Within <pre> nothing is Markdown, and there is one <pre> that ends where it should.
    const inside = /<pre>([^]*?)<\/pre>/.exec(summary)![1]!;
    expect(inside).toContain('**bold**');
    expect(summary.replace(inside, '')).not.toContain('bold');
  });

  test('does not show what a hidden test knows, nor what the submission printed', () => {
    expect(summary).not.toContain(SECRET);
  });

  test('is cut where it would be too large, in one piece', () => {
    const [double] = sampleResult.exercises;
    const tests = Array.from({ length: 400 }, (_, i) => ({
      name: `test ${i}`,
      visibility: 'public' as const,
      status: 'failed' as const,
      message: '<>&"'.repeat(500),
      durationMs: 1,
    }));
    const large = githubSummary({
      ...sampleResult,
      exercises: Array.from({ length: 100 }, (_, i) => ({
        ...double!,
        id: `double-${i}`,
        status: 'failed' as const,
        tests,
      })),
    });
    expect(Buffer.byteLength(large)).toBeLessThan(2 ** 20);
    expect(large.match(/<pre>/g)!.length).toBe(large.match(/<\/pre>/g)!.length);
    expect(large.match(/<details>/g)!.length).toBe(large.match(/<\/details>/g)!.length);
    expect(large).toContain('The rest is in result.json.</pre>');
    expect(large).toContain('<sub>seed 7');
  });
});

describe('annotations', () => {
  const log = githubAnnotations(sampleResult);
  const lines = log.split('\n');

  test('are one line each, with everything escaped that means something in a workflow command', () => {
    expect(lines[0]).toBe(
      `::error title=greet%3A a <name>::${HOSTILE.replaceAll('%', '%25').replaceAll('\n', '%0A')}`,
    );
    expect(lines.filter((line) => line.startsWith('::error '))).toHaveLength(2);
  });

  test('come before a stretch in which nothing is a command', () => {
    const [, token] = /^::stop-commands::([0-9a-f-]{36})$/m.exec(log)!;
    const from = lines.indexOf(`::stop-commands::${token}`);
    expect(from).toBe(1);
    expect(lines.slice(-2)).toStrictEqual([`::${token}::`, '']);
    expect(lines.filter((line) => line.includes(token!))).toHaveLength(2);
    expect(githubAnnotations(sampleResult)).not.toContain(token);
  });

  test('do not show what a hidden test knows', () => {
    expect(log).not.toContain(SECRET);
    expect(lines).toContain('greet: another name: hidden test, crashed');
  });

  test('are ten at most', () => {
    const greet = sampleResult.exercises[1]!;
    const exercises = Array.from({ length: 30 }, (_, i) => ({ ...greet, id: `greet-${i}` }));
    const many = githubAnnotations({ ...sampleResult, exercises });
    expect(many.split(/^::stop-commands::/m)[0]!.match(/^::error /gm)).toHaveLength(10);
  });
});

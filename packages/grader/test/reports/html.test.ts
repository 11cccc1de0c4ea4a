import { expect, test } from 'vitest';
import { htmlReport } from '../../src/reports/html.ts';
import { sampleResult, SECRET } from '../support/sample-result.ts';

const page = htmlReport(sampleResult);

test('contains no markup of the submission', () => {
  expect(page).not.toMatch(/<script|<img|onerror="|<b>/);
  expect(page.match(/&lt;script&gt;alert\(1\)&lt;\/script&gt;/g)).toHaveLength(3);
  for (const char of ['\u0000', '\u0008', '\u000b', '\ud800', '\ufffe']) expect(page).not.toContain(char);
});

test('balances its own elements', () => {
  for (const tag of ['details', 'summary', 'ul', 'li', 'pre', 'span', 'p', 'code', 'footer', 'main']) {
    const count = (pattern: string): number => page.match(new RegExp(pattern, 'g'))?.length ?? 0;
    expect([tag, count(`<${tag}[ >]`)]).toStrictEqual([tag, count(`</${tag}>`)]);
  }
});

test('loads nothing and runs nothing, even if something gets into it', () => {
  expect(page).toContain(
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
  );
  expect(page).not.toMatch(/<link|<iframe|src="|href="|url\(/);
});

test('shows an instructor everything', () => {
  expect(page).toContain(SECRET);
  expect(page).toContain('3 of 28 points, 4 more to be graded by hand');
  expect(page).toContain('waits for greet');
  expect(page).toContain('the judge died (SIGKILL):\n&lt;b&gt;');
  expect(page).toContain('seed 7');
  expect(page).toContain('a symbolic link');
});

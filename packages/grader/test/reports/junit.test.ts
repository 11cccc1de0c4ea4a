import { DOMParser } from '@xmldom/xmldom';
import { expect, test } from 'vitest';
import { junitReport } from '../../src/reports/junit.ts';
import { sampleResult, SECRET } from '../support/sample-result.ts';

/** Parses XML; the parser throws at the first error. (It warns of U+FFFD, which is there on purpose.) */
function parse(xml: string) {
  const parser = new DOMParser({
    onError: (level, message) => {
      if (level !== 'warning') throw new Error(`${level}: ${message}`);
    },
  });
  return parser.parseFromString(xml, 'text/xml');
}

const report = junitReport(sampleResult);
const document = parse(report);
const suites = [...document.getElementsByTagName('testsuite')];
const cases = [...document.getElementsByTagName('testcase')];

test('has a suite for each tested exercise, with its counts', () => {
  const attributes = ['name', 'tests', 'failures', 'errors', 'skipped'];
  expect(suites.map((suite) => attributes.map((name) => suite.getAttribute(name)))).toStrictEqual([
    ['double', '2', '0', '0', '0'],
    ['greet', '3', '1', '1', '0'],
    ['wait', '1', '0', '0', '1'],
  ]);
  const root = document.documentElement!;
  expect([root.getAttribute('name'), root.getAttribute('time')]).toStrictEqual(['assignment-9', '12.345']);
});

test('has a case for each test; names are unique within an exercise', () => {
  const names = cases.map((one) => `${one.getAttribute('classname')}/${one.getAttribute('name')}`);
  expect(names).toStrictEqual([
    'double/public: twice 2 is 4',
    'double/hidden: twice 2 is 4',
    'greet/public: a <name>',
    'greet/hidden: another name',
    'greet/hidden: no name',
    'wait/public: later',
  ]);
  expect(cases[1]!.getAttribute('time')).toBe('1.5');
});

test('says what happened in the right element', () => {
  const children = cases.map((one) => [...one.childNodes].map((child) => child.nodeName));
  expect(children).toStrictEqual([[], [], ['failure'], ['error'], [], ['skipped']]);
});

test('keeps the words of the submission as text, without what XML forbids', () => {
  const failure = document.getElementsByTagName('failure')[0]!;
  expect(failure.getAttribute('message')).toBe('<script>alert(1)</script>');
  const lines = failure.textContent!.split('\n');
  expect(lines[1]).toBe('<img src=x onerror="alert(1)">');
  expect(lines[2]).toBe('</pre></details>]]>&amp;&#0;');
  expect(lines[4]).toBe('\ufffd'.repeat(5));
  expect(document.getElementsByTagName('script')).toHaveLength(0);
});

test('does not show what a hidden test knows', () => {
  expect(report).not.toContain(SECRET);
  expect(document.getElementsByTagName('error')[0]!.textContent).toBe('hidden test, crashed');
});

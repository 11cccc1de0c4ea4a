import { expect, test } from 'vitest';
import { likelyCause } from '../../src/suite/likely-cause.ts';

const CLOSE = { rtol: 1e-5, atol: 1e-8 };
const EXPECTED = [1, -2, 3, 5, 8, -13];

function cause(
  actual: readonly number[],
  expected: readonly number[] = EXPECTED,
  shape = [expected.length],
): string | undefined {
  return likelyCause(actual, expected, shape, CLOSE);
}

test.each<[string, (x: number, i: number) => number, string]>([
  ['NaN everywhere', () => NaN, 'every value is NaN'],
  [
    'NaN in places',
    (x, i) => (i === 1 || i === 4 ? NaN : x),
    '2 values are NaN (∞ − ∞, 0 / 0, or a logarithm of a negative number?)',
  ],
  ['nothing was written', () => 0, 'every value is 0 (is the result ever written?)'],
  ['the sign', (x) => -x, 'every value has the wrong sign'],
  ['a whole factor', (x) => x * 3, 'every value is off by the same factor, 3'],
  ['the inverse of a whole number', (x) => x / 8, 'every value is off by the same factor, 1/8'],
  ['a factor √d', (x) => x * Math.sqrt(64 * 2), 'every value is off by the same factor, 11.3137 = √128'],
  ['a factor 1/√d', (x) => x / Math.sqrt(63), 'every value is off by the same factor, 0.125988 = 1/√63'],
  ['bits for nats', (x) => x * Math.LN2, 'every value is off by the same factor, 0.693147 = ln 2'],
  ['nats for bits', (x) => x / Math.LN2, 'every value is off by the same factor, 1.4427 = 1 / ln 2'],
  ['a factor without a name', (x) => x * -0.123, 'every value is off by the same factor, -0.123'],
  ['an amount', (x) => x + 0.25, 'every value is off by the same amount, 0.25'],
  ['reverse order', (_, i) => EXPECTED[EXPECTED.length - 1 - i]!, 'the values are in reverse order'],
])('recognises %s', (_, change, text) => {
  expect(cause(EXPECTED.map((x, i) => change(x, i)))).toBe(text);
});

test('recognises a transpose', () => {
  // [[1, -2, 3], [5, 8, -13]] read down its columns
  expect(cause([1, 5, -2, 8, 3, -13], EXPECTED, [2, 3])).toBe('these are the values of the transpose');
  expect(cause([1, 5, -2, 8, 3, -13], EXPECTED, [6])).toBeUndefined();
});

test('says nothing where the values do not agree on it', () => {
  expect(cause([2, -4, 6, 10, 16, -25])).toBeUndefined();
  expect(cause([1.5, -1.5, 3.5, 5.5, 8.5, -12])).toBeUndefined();
  expect(cause([1, -2, 3, 5, 8, 0])).toBeUndefined();
});

test('says nothing about a single number, of which every factor is true', () => {
  expect(cause([6], [3])).toBeUndefined();
  expect(cause([NaN], [3])).toBe('every value is NaN');
});

test('says nothing about a factor when 0 is expected everywhere', () => {
  expect(cause([1, 2], [0, 0])).toBeUndefined();
  expect(cause([3, 3], [0, 0])).toBe('every value is off by the same amount, 3');
});

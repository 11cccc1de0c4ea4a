import { typedArrayName } from '../plain-data.ts';
import { failExpectation } from './assertion.ts';
import { show, showProperty } from './show.ts';

interface Difference {
  readonly path: string;
  readonly actual: unknown;
  readonly expected: unknown;
  readonly note?: string;
}

/**
 * Expects two plain values to be the same, exactly. The failure names the first place where they differ.
 *
 * @param what - names the value in the message: `pieces`, `ids`
 * @param context - said after it, for example the input that the value belongs to
 */
export function expectSame(actual: unknown, expected: unknown, what: string, context?: string): void {
  const difference = firstDifference(actual, expected, what);
  if (difference === undefined) return;
  const note = difference.note === undefined ? '' : ` (${difference.note})`;
  const lines = [
    `${difference.path} is ${show(difference.actual)}, expected ${show(difference.expected)}${note}`,
  ];
  if (difference.path !== what) lines.push(`got      ${show(actual)}`, `expected ${show(expected)}`);
  if (context !== undefined) lines.push(context);
  failExpectation(lines.join('\n'), expectSame);
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || typedArrayName(value) !== undefined;
}

function firstDifference(actual: unknown, expected: unknown, path: string): Difference | undefined {
  if (isList(actual) && isList(expected)) {
    const length = Math.min(actual.length, expected.length);
    for (let i = 0; i < length; i++) {
      if (Object.is(actual[i], expected[i])) continue;
      const difference = firstDifference(actual[i], expected[i], `${path}[${i}]`);
      if (difference !== undefined) return difference;
    }
    if (actual.length === expected.length) return undefined;
    return {
      path: `${path}.length`,
      actual: actual.length,
      expected: expected.length,
      note:
        actual.length > length
          ? `the first one too many is ${show(actual[length])}`
          : `the first one missing is ${show(expected[length])}`,
    };
  }
  if (isRecord(actual) && isRecord(expected)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      const difference = firstDifference(actual[key], expected[key], path + showProperty(key));
      if (difference !== undefined) return difference;
    }
    return undefined;
  }
  return Object.is(actual, expected) ? undefined : { path, actual, expected };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !isList(value);
}

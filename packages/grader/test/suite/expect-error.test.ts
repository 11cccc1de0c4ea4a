import { describe, expect, test } from 'vitest';
import { SubmissionError, SubmissionFailure } from '../../src/judge/failures.ts';
import { notImplemented } from '../../src/index.ts';
import { CodecError } from '../../src/protocol/codec.ts';
import { ExpectationError } from '../../src/suite/assertion.ts';
import { expectError } from '../../src/suite/index.ts';

class TokenizerError extends RangeError {}

async function thrown(error: unknown): Promise<never> {
  throw error;
}
const remote = (classes: string[], message: string): Promise<never> =>
  thrown(new SubmissionError({ classes, message, stack: '' }));

describe('accepts', () => {
  test('an error of the class, and of a class below it', async () => {
    await expectError(thrown(new RangeError('x')), 'RangeError');
    await expectError(thrown(new TokenizerError('x')), 'RangeError');
    await expectError(thrown(new TokenizerError('x')), 'TokenizerError');
  });

  test('the same from another process', async () => {
    await expectError(
      remote(['TokenizerError', 'RangeError', 'Error'], 'no id 7 here'),
      'RangeError',
      'id 7',
      /^no/,
    );
  });

  test('words in any order', async () => {
    await expectError(thrown(new Error('a b c')), 'Error', 'c', 'a');
  });
});

describe('refuses, and says', () => {
  test('another class', async () => {
    await expect(
      expectError(thrown(new TypeError('x is not iterable')), 'RangeError'),
    ).rejects.toThrowErrorMatchingInlineSnapshot(
      `[AssertionError: expected a RangeError, but it threw TypeError: "x is not iterable"]`,
    );
  });

  test('a class above', async () => {
    await expect(expectError(thrown(new Error('no')), 'RangeError')).rejects.toThrow(
      'expected a RangeError, but it threw Error: "no"',
    );
  });

  test('words that are missing', async () => {
    await expect(
      expectError(remote(['RangeError', 'Error'], 'bad id'), 'RangeError', 'id', '7'),
    ).rejects.toThrowErrorMatchingInlineSnapshot(
      `[AssertionError: the message of the RangeError should contain 7, but it threw RangeError: "bad id"]`,
    );
    await expect(expectError(thrown(new RangeError('bad')), 'RangeError', /id \d/)).rejects.toThrow(
      String.raw`should contain /id \d/`,
    );
  });

  test('a value', async () => {
    await expect(
      expectError(Promise.resolve([1, 2]), 'RangeError'),
    ).rejects.toThrowErrorMatchingInlineSnapshot(
      `[AssertionError: expected a RangeError, but it returned [1, 2]]`,
    );
  });

  test('a value of the wrong type', async () => {
    await expect(
      expectError(thrown(new ExpectationError('run.f returned NaN\nresult: no number')), 'RangeError'),
    ).rejects.toThrowErrorMatchingInlineSnapshot(`
      [AssertionError: expected a RangeError, but run.f returned NaN
      result: no number]
    `);
  });

  test('a value that cannot be sent, although that is an Error as well', async () => {
    const message = 'the result of f.bad is a function; only plain data can be sent';
    const words = `expected a Error, but ${message}`;
    await expect(expectError(thrown(new CodecError(message)), 'Error', 'bad')).rejects.toThrow(words);
    await expect(expectError(remote(['CodecError', 'Error'], message), 'Error', 'bad')).rejects.toThrow(
      words,
    );
  });

  test('what is no error', async () => {
    await expect(expectError(thrown('oops'), 'RangeError')).rejects.toThrowErrorMatchingInlineSnapshot(
      `[AssertionError: expected a RangeError, but it threw a value that is not an Error: "oops"]`,
    );
    await expect(expectError(thrown({ name: 'RangeError', message: 'x' }), 'RangeError')).rejects.toThrow(
      'a value that is not an Error',
    );
  });
});

test('a stub and a dead process are no errors of the submission', async () => {
  const stub = notImplemented('merge-pair');
  const failure = new SubmissionFailure('crashed', 'the process ended (exit code 0)');
  await expect(expectError(thrown(stub), 'Error')).rejects.toBe(stub);
  await expect(expectError(thrown(failure), 'Error')).rejects.toBe(failure);
});

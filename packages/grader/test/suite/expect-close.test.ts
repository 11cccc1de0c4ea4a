import { describe, expect, test } from 'vitest';
import { expectClose } from '../../src/suite/index.ts';

const EXACT = { rtol: 0, atol: 0 };
const CLOSE = { rtol: 1e-5, atol: 1e-8 };

function nd(shape: number[], values: number[]): { shape: number[]; data: Float32Array } {
  return { shape, data: Float32Array.from(values) };
}

describe('accepts', () => {
  test.each<[string, number | number[], number | number[]]>([
    ['a number that is the same', 0.5, 0.5],
    ['a difference of atol', 1 + 2 ** -10, 1],
    ['lists', [1, 2], [1, 2]],
    ['nothing', [], []],
    ['NaN for NaN', [NaN], [NaN]],
    ['infinities of the same sign', [Infinity, -Infinity], [Infinity, -Infinity]],
    ['0 for -0', 0, -0],
  ])('%s', (_, actual, expected) => {
    expectClose(actual, expected, { rtol: 0, atol: 2 ** -10 });
  });

  test('a difference of rtol times the expected value, not the actual one', () => {
    expectClose(101, 100, { rtol: 0.01, atol: 0 });
    expectClose(100, 101.01, { rtol: 0.01, atol: 0 });
    expect(() => expectClose(101.01, 100, { rtol: 0.01, atol: 0 })).toThrow('is 101.01, expected 100');
  });

  test('a list and a typed array of the same length', () => {
    expectClose([1, 2], Float32Array.of(1, 2), EXACT);
  });

  test('n-dimensional arrays', () => {
    expectClose(nd([2, 1, 2], [1, 2, 3, 4]), nd([2, 1, 2], [1, 2, 3, 4]), EXACT);
  });
});

describe('refuses, and says', () => {
  test('both numbers', () => {
    expect(() => expectClose(1.5, 1.25, CLOSE, 'loss')).toThrowErrorMatchingInlineSnapshot(`
      [AssertionError: loss is 1.5, expected 1.25
      1 of 1 values differ; largest error 2.50e-1 at loss
      shape [], tolerance rtol 0.00001, atol 1e-8]
    `);
  });

  test('the first index of several dimensions, the largest error and where it is', () => {
    const actual = nd([2, 3], [1, 2, 3, 4.5, 5, 7]);
    const expected = nd([2, 3], [1, 2, 3, 4, 5, 6]);
    expect(() => expectClose(actual, expected, CLOSE, 'logits')).toThrowErrorMatchingInlineSnapshot(`
      [AssertionError: logits[1,0] is 4.5, expected 4
      2 of 6 values differ; largest error 1.00e+0 at logits[1,2]
      shape [2,3], tolerance rtol 0.00001, atol 1e-8]
    `);
  });

  test('shapes that differ', () => {
    expect(() =>
      expectClose(nd([2, 3], [1, 2, 3, 4, 5, 6]), nd([3, 2], [1, 2, 3, 4, 5, 6]), CLOSE, 'logits'),
    ).toThrowErrorMatchingInlineSnapshot(`[AssertionError: logits has shape [2,3], expected [3,2]]`);
  });

  test('a list of another length', () => {
    expect(() => expectClose([1, 2], [1, 2, 3], CLOSE)).toThrowErrorMatchingInlineSnapshot(
      `[AssertionError: result has shape [2], expected [3]]`,
    );
  });

  test('a number where a list is expected', () => {
    expect(() => expectClose(1, [1], CLOSE)).toThrowErrorMatchingInlineSnapshot(
      `[AssertionError: result has shape [], expected [1]]`,
    );
  });

  test('a shape that does not fit its values', () => {
    expect(() =>
      expectClose(nd([2, 2], [1, 2, 3]), nd([2, 2], [1, 2, 3, 4]), CLOSE),
    ).toThrowErrorMatchingInlineSnapshot(`[AssertionError: result has shape [2,2] but 3 values]`);
  });

  test('what is not numbers at all', () => {
    expect(() => expectClose({ logits: [1] } as never, [1], CLOSE)).toThrowErrorMatchingInlineSnapshot(
      `[AssertionError: result is { logits: [1] }, expected numbers or { shape, data }]`,
    );
  });

  test('a finite number for an infinite one, whatever the tolerance', () => {
    expect(() => expectClose([1e300, 1], [Infinity, 1], { rtol: 1, atol: 1e308 }))
      .toThrowErrorMatchingInlineSnapshot(`
      [AssertionError: result[0] is 1e+300, expected Infinity
      1 of 2 values differ; largest error Infinity at result[0]
      shape [2], tolerance rtol 1, atol 1e+308]
    `);
  });

  test('an infinity for a finite number', () => {
    expect(() => expectClose([-Infinity, 1], [5, 1], { rtol: 1, atol: 1 })).toThrow(
      'result[0] is -Infinity, expected 5',
    );
  });

  test('a number for NaN', () => {
    expect(() => expectClose([0, 1], [NaN, 1], CLOSE)).toThrow('result[0] is 0, expected NaN');
  });

  test('NaN as the largest error of all', () => {
    expect(() => expectClose([9, NaN, 9], [1, 1, 1], CLOSE)).toThrow(
      '3 of 3 values differ; largest error NaN at result[1]',
    );
  });

  test('with a stack that begins at the caller', () => {
    try {
      expectClose(1, 2, EXACT);
      expect.unreachable();
    } catch (error) {
      expect((error as Error).stack!.split('\n').find((line) => line.startsWith('    at'))).toContain(
        'expect-close.test.ts',
      );
    }
  });
});

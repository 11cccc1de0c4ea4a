import { expect, test } from 'vitest';
import { z } from 'zod';
import { adapter, defineAdapters } from '../../src/index.ts';
import { checkedResult } from '../../src/suite/checked-result.ts';

const adapters = defineAdapters({
  ids: adapter(z.array(z.int()), () => [1]),
  vocab: adapter(z.record(z.string(), z.int()), () => ({})),
  parts: adapter(z.array(z.object({ text: z.string() })), () => []),
});

test('a result of the right type is handed on', () => {
  expect(checkedResult(adapters, 'ids', [1, 2])).toStrictEqual([1, 2]);
});

test('another one is shown, with the place and what is right there', () => {
  expect(() => checkedResult(adapters, 'ids', [1, 0.5])).toThrowErrorMatchingInlineSnapshot(`
    [AssertionError: run.ids returned [1, 0.5]
    result[1]: Invalid input: expected int, received number]
  `);
  expect(() => checkedResult(adapters, 'vocab', { 'a\n    at f (x:1:1)': 'b' }))
    .toThrowErrorMatchingInlineSnapshot(`
    [AssertionError: run.vocab returned { "a\\n    at f (x:1:1)": "b" }
    result["a\\n    at f (x:1:1)"]: Invalid input: expected number, received string]
  `);
  expect(() => checkedResult(adapters, 'ids', NaN)).toThrowErrorMatchingInlineSnapshot(`
    [AssertionError: run.ids returned NaN
    result: Invalid input: expected array, received NaN]
  `);
  expect(() => checkedResult(adapters, 'parts', [{ text: 'a' }, { text: 1 }]))
    .toThrowErrorMatchingInlineSnapshot(`
    [AssertionError: run.parts returned [{ text: "a" }, { text: 1 }]
    result[1].text: Invalid input: expected string, received number]
  `);
});

test('a value that is wrong in millions of places is wrong in the first of them', () => {
  const many = Array.from({ length: 1e6 }, () => ({}));
  expect(() => checkedResult(adapters, 'ids', many)).toThrow(
    'result[0]: Invalid input: expected number, received object',
  );
  const nested = Array.from({ length: 1e5 }, (_, i) => (i < 7 ? { text: 'a' } : { text: 1 }));
  expect(() => checkedResult(adapters, 'parts', nested)).toThrow(
    'result[7].text: Invalid input: expected string, received number',
  );
  const vocab = Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [`k${i}`, 'x']));
  expect(() => checkedResult(adapters, 'vocab', vocab)).toThrow(
    'result.k0: Invalid input: expected number, received string',
  );
});

test('what a schema asks of the whole is asked as well', () => {
  const strict = defineAdapters({
    pair: adapter(z.array(z.int()).length(2), () => [1, 2]),
    sorted: adapter(
      z.array(z.int()).refine((list) => list.every((x, i) => i === 0 || list[i - 1]! <= x), 'must be sorted'),
      () => [],
    ),
    exact: adapter(z.strictObject({ a: z.int(), b: z.string().optional() }), () => ({ a: 1 })),
    either: adapter(z.union([z.int(), z.array(z.string())]), () => 1),
  });
  expect(checkedResult(strict, 'pair', [1, 2])).toStrictEqual([1, 2]);
  expect(() => checkedResult(strict, 'pair', [1])).toThrow(
    'result: Too small: expected array to have exactly 2 items',
  );
  expect(() => checkedResult(strict, 'sorted', [2, 1])).toThrow('result: must be sorted');
  expect(checkedResult(strict, 'exact', { a: 1 })).toStrictEqual({ a: 1 });
  expect(() => checkedResult(strict, 'exact', { a: 1, c: 2 })).toThrow('result: Unrecognized key: "c"');
  expect(() => checkedResult(strict, 'exact', {})).toThrow(
    'result.a: Invalid input: expected number, received undefined',
  );
  expect(checkedResult(strict, 'either', ['a'])).toStrictEqual(['a']);
  expect(() => checkedResult(strict, 'either', ['a', 1])).toThrow('result: Invalid input');
});

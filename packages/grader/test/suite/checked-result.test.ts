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

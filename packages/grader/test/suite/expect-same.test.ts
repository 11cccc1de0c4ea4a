import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectSame } from '../../src/suite/index.ts';
import { anyPlain } from '../support/plain.ts';

test('accepts every value as itself', () => {
  fc.assert(
    fc.property(anyPlain, (value) => {
      expectSame(value, structuredClone(value), 'value');
    }),
  );
});

test('refuses two values that are written differently', () => {
  // Vitest's strict equality is the oracle; lists of numbers and typed arrays count as the same here.
  const anyJson = fc.jsonValue();
  fc.assert(
    fc.property(anyJson, anyJson, (a, b) => {
      if (JSON.stringify(a) === JSON.stringify(b) && Object.is(a, b)) return;
      let threw = false;
      try {
        expectSame(a, b, 'value');
      } catch {
        threw = true;
      }
      let differs = false;
      try {
        expect(a).toStrictEqual(b);
      } catch {
        differs = true;
      }
      expect(threw).toBe(differs);
    }),
  );
});

test('takes a typed array for the list of its numbers', () => {
  expectSame(Uint32Array.of(1, 2), [1, 2], 'ids');
});

describe('says', () => {
  test('two numbers', () => {
    expect(() => expectSame(3, 4, 'count')).toThrowErrorMatchingInlineSnapshot(
      `[AssertionError: count is 3, expected 4]`,
    );
  });

  test('the first place in lists, and both lists', () => {
    expect(() => expectSame([1, 2, 9, 9], [1, 2, 3, 4], 'ids')).toThrowErrorMatchingInlineSnapshot(`
      [AssertionError: ids[2] is 9, expected 3
      got      [1, 2, 9, 9]
      expected [1, 2, 3, 4]]
    `);
  });

  test('what is missing', () => {
    expect(() => expectSame(['a'], ['a', 'b', 'c'], 'pieces')).toThrowErrorMatchingInlineSnapshot(`
      [AssertionError: pieces.length is 1, expected 3 (the first one missing is "b")
      got      ["a"]
      expected ["a", "b", "c"]]
    `);
  });

  test('what is too many', () => {
    expect(() => expectSame(['a', 'b'], ['a'], 'pieces')).toThrowErrorMatchingInlineSnapshot(`
      [AssertionError: pieces.length is 2, expected 1 (the first one too many is "b")
      got      ["a", "b"]
      expected ["a"]]
    `);
  });

  test('a place inside, and the context', () => {
    expect(() =>
      expectSame([{ text: 'a', special: false }], [{ text: 'a', special: true }], 'parts', 'of the text "a"'),
    ).toThrowErrorMatchingInlineSnapshot(`
      [AssertionError: parts[0].special is false, expected true
      got      [{ text: "a", special: false }]
      expected [{ text: "a", special: true }]
      of the text "a"]
    `);
  });

  test('a key that is missing, and one that is too many', () => {
    expect(() => expectSame({ a: 1 }, { a: 1, b: 2 }, 'model')).toThrowErrorMatchingInlineSnapshot(`
      [AssertionError: model.b is undefined, expected 2
      got      { a: 1 }
      expected { a: 1, b: 2 }]
    `);
    expect(() => expectSame({ a: 1, b: 2 }, { a: 1 }, 'model')).toThrowErrorMatchingInlineSnapshot(`
      [AssertionError: model.b is 2, expected undefined
      got      { a: 1, b: 2 }
      expected { a: 1 }]
    `);
  });

  test('a key that is no name, on the same line', () => {
    expect(() => expectSame({ 'a\nb': 1 }, { 'a\nb': 2 }, 'vocab')).toThrow(
      String.raw`vocab["a\nb"] is 1, expected 2`,
    );
  });

  test('-0 for 0, and NaN for a number', () => {
    expect(() => expectSame(-0, 0, 'x')).toThrow('x is -0, expected 0');
    expect(() => expectSame(NaN, 0, 'x')).toThrow('x is NaN, expected 0');
  });

  test('a list where a record is expected', () => {
    expect(() => expectSame([], {}, 'model')).toThrow('model is [], expected {}');
  });

  test('strings that look the same', () => {
    expect(() => expectSame('e\u0301', '\u00e9', 'text')).toThrowErrorMatchingInlineSnapshot(
      `[AssertionError: text is "e\\u{301}", expected "é"]`,
    );
  });
});

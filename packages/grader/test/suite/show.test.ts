import { expect, test } from 'vitest';
import { show } from '../../src/suite/index.ts';

test.each<[unknown, string]>([
  [1, '1'],
  [-0, '-0'],
  [NaN, 'NaN'],
  [true, 'true'],
  [null, 'null'],
  [undefined, 'undefined'],
  ['a "b"\n', String.raw`"a \"b\"\n"`],
  ['\ud83d', String.raw`"\ud83d"`],
  ['a\u200bb\u00a0c\u0301\u2028', String.raw`"a\u{200b}b\u{a0}c\u{301}\u{2028}"`],
  ['\u001b[31m\u0085\u007f', String.raw`"\u001b[31m\u{85}\u{7f}"`],
  ['\u{e0041}\u202e', String.raw`"\u{e0041}\u{202e}"`],
  ['é 中 🙃', '"é 中 🙃"'],
  [[1, 2, 3], '[1, 2, 3]'],
  [[1, 2, 3, 4, 5, 6, 7, 8], '[1, 2, 3, 4, 5, 6, … 2 more]'],
  [[], '[]'],
  [{}, '{}'],
  [{ a: 1, b: undefined, c: [true] }, '{ a: 1, c: [true] }'],
  [{ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7 }, '{ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, … }'],
  [{ 'two words': 1, 'a\n': 2, '\u001b': 3 }, String.raw`{ "two words": 1, "a\n": 2, "\u001b": 3 }`],
  [[[[[1]]]], '[[[[…]]]]'],
  [{ a: { b: { c: { d: 1 } } } }, '{ a: { b: { c: {…} } } }'],
  [Uint8Array.of(0xe7, 0x09), 'bytes[2] e7 09'],
  [new Uint8Array(), 'bytes[0]'],
  [new Uint8Array(13), 'bytes[13] 00 00 00 00 00 00 00 00 00 00 00 00 …'],
  [Float32Array.of(0.5, -0), 'f32[2] [0.5, -0]'],
  [Int32Array.of(-1), 'i32[1] [-1]'],
  [Uint32Array.of(7), 'u32[1] [7]'],
])('%o', (value, text) => {
  expect(show(value)).toBe(text);
});

test('a long string is cut in the middle', () => {
  expect(show('x'.repeat(50) + 'y'.repeat(50))).toBe(`"${'x'.repeat(48)}…${'y'.repeat(10)}"`);
});

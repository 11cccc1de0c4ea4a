import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CodecError, decodePlain, encodePlain } from '../../src/protocol/codec.ts';
import { anyPlain } from '../support/plain.ts';

const NO_BLOBS = new Uint8Array();

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < levels; i++) value = [value];
  return value;
}

describe('what can cross the seam', () => {
  test('any plain value comes back the same', () => {
    fc.assert(
      fc.property(anyPlain, (value) => {
        expect(decodePlain(encodePlain(value, 'value'))).toStrictEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  test.each([NaN, Infinity, -Infinity, -0, 0, 5e-324, Number.MAX_VALUE])('the number %o', (number) => {
    expect(Object.is(decodePlain(encodePlain(number, 'value')), number)).toBe(true);
  });

  test('typed arrays keep their type, and are copies that own their bytes', () => {
    const whole = new Float32Array([1, 2, 3, 4]);
    const part = whole.subarray(1, 3);
    const back = decodePlain(encodePlain({ part }, 'value')) as { part: Float32Array };
    expect(back.part).toStrictEqual(new Float32Array([2, 3]));
    expect(back.part.buffer.byteLength).toBe(8);
    whole[1] = 9;
    expect(back.part[0]).toBe(2);
  });

  test('a Buffer arrives as the bytes that it is', () => {
    expect(decodePlain(encodePlain(Buffer.from('né'), 'value'))).toStrictEqual(
      Uint8Array.of(0x6e, 0xc3, 0xa9),
    );
  });

  test('a key whose value is undefined is left out', () => {
    expect(decodePlain(encodePlain({ a: undefined, b: 1 }, 'value'))).toStrictEqual({ b: 1 });
  });

  test('an object without a prototype is a record', () => {
    const record = Object.assign(Object.create(null) as object, { a: 1 });
    expect(decodePlain(encodePlain(record, 'value'))).toStrictEqual({ a: 1 });
  });

  test('names of Object.prototype are names like others', () => {
    const value = { constructor: 'c', toString: 't', hasOwnProperty: 'h' };
    expect(decodePlain(encodePlain(value, 'value'))).toStrictEqual(value);
  });
});

describe('what cannot be sent', () => {
  class Model {
    readonly weight = 1;
  }
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  test.each<[string, unknown, string]>([
    ['undefined', undefined, 'value is undefined; only plain data can be sent'],
    ['a hole in a list', [1, undefined], 'value[1] is undefined; only plain data can be sent'],
    ['a function', { f: () => 1 }, 'value.f is a function; only plain data can be sent'],
    ['a symbol', Symbol('s'), 'value is a symbol; only plain data can be sent'],
    ['a bigint', [{ n: 1n }], 'value[0].n is a bigint; only plain data can be sent'],
    ['an instance of a class', new Model(), 'value is a Model; only plain data can be sent'],
    ['a Map', { m: new Map() }, 'value.m is a Map; only plain data can be sent'],
    ['a Date', new Date(0), 'value is a Date; only plain data can be sent'],
    ['a Float64Array', new Float64Array(2), 'value is a Float64Array; only plain data can be sent'],
    ['a promise', Promise.resolve(1), 'value is a Promise; only plain data can be sent'],
    [
      'an object of no class',
      Object.create(Object.create(null) as object),
      'value is an object of unknown class; only plain data can be sent',
    ],
    ['the key $', { $: 'nan' }, "value has the reserved key '$'"],
    ['an own key __proto__', JSON.parse('{"__proto__": 1}'), "value has the reserved key '__proto__'"],
  ])('%s', (_, value, message) => {
    expect(() => encodePlain(value, 'value')).toThrow(new CodecError(message));
  });

  test('a cycle, which would never end', () => {
    expect(() => encodePlain(cycle, 'value')).toThrow(
      /^value(\.self){65} is nested more than 64 levels deep \(a cycle\?\)$/,
    );
  });

  test('more than 64 levels', () => {
    expect(decodePlain(encodePlain(nested(64), 'value'))).toStrictEqual(nested(64));
    expect(() => encodePlain(nested(65), 'value')).toThrow(CodecError);
  });
});

describe('what is refused when it arrives', () => {
  test.each<[string, string, Uint8Array, string]>([
    ['no JSON', '{"a":', NO_BLOBS, 'not JSON: '],
    ['nothing', '', NO_BLOBS, 'not JSON: '],
    ['code', 'process.exit(0)', NO_BLOBS, 'not JSON: '],
    ['a prototype', '{"__proto__":{"then":1}}', NO_BLOBS, "the reserved key '__proto__'"],
    ['a prototype inside', '[{"a":{"__proto__":[]}}]', NO_BLOBS, "the reserved key '__proto__'"],
    ['an unknown tag', '{"$":"f64","n":1}', Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), 'an unknown tag "f64"'],
    ['a tag of Object.prototype', '{"$":"constructor"}', NO_BLOBS, 'an unknown tag "constructor"'],
    ['a tag that is no name', '{"$":{"a":1}}', NO_BLOBS, 'an unknown tag {"a":1}'],
    ['an array without a length', '{"$":"u8"}', NO_BLOBS, 'a typed array without a length'],
    ['a negative length', '{"$":"u8","n":-1}', NO_BLOBS, 'a typed array without a length'],
    ['a broken length', '{"$":"u8","n":0.5}', NO_BLOBS, 'a typed array without a length'],
    ['a huge length', '{"$":"u8","n":1e308}', NO_BLOBS, 'a typed array without a length'],
    [
      'too few bytes',
      '{"$":"f32","n":2}',
      Uint8Array.of(0, 0, 0, 0),
      'a typed array that is longer than the frame',
    ],
    ['bytes left over', '{"$":"u8","n":1}', Uint8Array.of(1, 2, 3), '2 bytes that nothing refers to'],
    ['bytes for nothing', 'null', Uint8Array.of(1), '1 bytes that nothing refers to'],
    ['65 levels', '['.repeat(66) + ']'.repeat(66), NO_BLOBS, 'nested more than 64 levels deep'],
    ['a million levels', '['.repeat(1e6) + ']'.repeat(1e6), NO_BLOBS, 'nested more than 64 levels deep'],
  ])('%s', (_, json, blobs, message) => {
    expect(() => decodePlain({ json, blobs })).toThrow(CodecError);
    expect(() => decodePlain({ json, blobs })).toThrow(message);
  });

  test('whatever is accepted is plain data: it can be sent again', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      '"$"',
      ':',
      ',',
      '"n"',
      '1',
      '2',
      '"u8"',
      '"f32"',
      '"nan"',
      '"a"',
      'null',
      '-0',
      '"__proto__"',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces), { maxLength: 12 }),
        fc.uint8Array({ maxLength: 8 }),
        (tokens, blobs) => {
          let value;
          try {
            value = decodePlain({ json: tokens.join(''), blobs });
          } catch (error) {
            expect(error).toBeInstanceOf(CodecError);
            return;
          }
          expect(decodePlain(encodePlain(value, 'value'))).toStrictEqual(value);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

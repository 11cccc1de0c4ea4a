import { describe, expect, test } from 'vitest';
import { notImplemented } from '../../src/index.ts';
import { describeThrown } from '../../src/submission/thrown.ts';

class TokenizerError extends RangeError {}

test('an error: its classes, its message, its stack', () => {
  const thrown = describeThrown(new TokenizerError('no id 7'));
  expect(thrown).toMatchObject({ classes: ['TokenizerError', 'RangeError', 'Error'], message: 'no id 7' });
  expect(thrown.stack).toContain('thrown.test.ts');
  expect(thrown).not.toHaveProperty('notImplemented');
});

test('a stub: its exercise', () => {
  expect(describeThrown(notImplemented('merge-pair'))).toMatchObject({ notImplemented: 'merge-pair' });
});

test.each<[unknown, string]>([
  ['oops', 'oops'],
  [42, '42'],
  [undefined, 'undefined'],
  [null, 'null'],
  [Symbol('s'), 'Symbol(s)'],
  [{ message: 'x' }, '[object Object]'],
])('what is no error: %s', (value, message) => {
  expect(describeThrown(value)).toStrictEqual({ classes: [], message, stack: '' });
});

describe('errors that fight back', () => {
  const hostile = (properties: PropertyDescriptorMap): Error =>
    Object.defineProperties(new Error('x'), properties);
  const explode = {
    get: (): never => {
      throw new Error('boom');
    },
  };

  test.each<[string, unknown, object]>([
    [
      'getters that throw',
      hostile({ message: explode, stack: explode }),
      { classes: ['Error'], message: '', stack: '' },
    ],
    ['a constructor that throws', hostile({ constructor: explode }), { classes: ['Error'], message: 'x' }],
    [
      'no strings',
      hostile({ message: { value: 7 }, stack: { value: { a: 1 } } }),
      { message: '7', stack: '[object Object]' },
    ],
    ['a toString that throws', hostile({ message: { value: { toString: explode.get } } }), { message: '' }],
    ['an object without a toString', Object.create(null), { classes: [], message: '', stack: '' }],
    [
      'a proxy that throws',
      new Proxy({}, { getPrototypeOf: explode.get, get: explode.get }),
      { classes: [], message: '', stack: '' },
    ],
    [
      'a class without a name',
      new (class extends Error {
        static override readonly name = 7 as never;
      })('y'),
      { classes: ['Error'], message: 'y' },
    ],
  ])('%s', (_, error, expected) => {
    expect(describeThrown(error)).toMatchObject(expected);
  });

  test('megabytes of words and thousands of classes are cut', () => {
    let Class: new (message: string) => Error = Error;
    for (let i = 0; i < 100; i++) Class = class extends Class {};
    Object.defineProperty(Class, 'name', { value: 'N'.repeat(1000) });
    const thrown = describeThrown(new Class('m'.repeat(1e6)));
    expect(thrown.message).toBe(`${'m'.repeat(19_999)}…`);
    expect(thrown.classes).toHaveLength(20);
    expect(thrown.classes[0]).toHaveLength(200);
    expect(thrown.stack.length).toBeLessThanOrEqual(20_000);
  });
});

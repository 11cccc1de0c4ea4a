import type { ResolveHookContext } from 'node:module';
import { expect, describe, test } from 'vitest';
import { submissionResolver } from '../../src/submission/resolve.ts';

const ROOT = '/tmp/a b/submission';
const ROOT_URL = 'file:///tmp/a%20b/submission/';
const resolve = submissionResolver({
  root: ROOT,
  packageFile: '/book/assignments/assignment-9/src/index.ts',
  packages: ['@dawnbook/grader', 'zod'],
  adaptersFile: '/book/tests/assignment-9/adapters.ts',
  workers: false,
  inspector: false,
});

/** Where an import leads: Node's own rule is stood in for by joining URLs. */
function lead(specifier: string, parentURL: string | undefined): string {
  const context = { parentURL, conditions: [], importAttributes: {} } as unknown as ResolveHookContext;
  const next = (name: string, from = context) => ({
    url: /^(\.|\/|file:)/.test(name)
      ? new URL(name, from.parentURL).href
      : `${name} seen from ${from.parentURL}`,
  });
  return resolve(specifier, context, next as never).url;
}

const INDEX = `${ROOT_URL}src/index.ts`;
const ADAPTERS = 'file:///book/tests/assignment-9/adapters.ts';

describe('#submission', () => {
  test('is the index, and names of files next to it', () => {
    expect(lead('#submission', ADAPTERS)).toBe(INDEX);
    expect(lead('#submission/answers', ADAPTERS)).toBe(`${ROOT_URL}src/answers.ts`);
  });

  test('keeps its query, which makes the instance a fresh one', () => {
    expect(lead('#submission?fresh=3', ADAPTERS)).toBe(`${INDEX}?fresh=3`);
    expect(lead('#submission/answers?fresh=3', ADAPTERS)).toBe(`${ROOT_URL}src/answers.ts?fresh=3`);
  });

  test('leads nowhere else', () => {
    for (const path of ['../../../etc/x', '..%2f..%2f..%2fx/../../../y', '/../../x', String.raw`..\..\x`]) {
      expect(() => lead(`#submission/${path}`, INDEX)).toThrow('is not a file of the submission');
    }
  });
});

describe('an import of the submission', () => {
  test('of its own files', () => {
    expect(lead('./bytes.ts', INDEX)).toBe(`${ROOT_URL}src/bytes.ts`);
    expect(lead('../index.ts', `${ROOT_URL}src/deep/x.ts`)).toBe(INDEX);
    expect(lead(`${ROOT_URL}src/bytes.ts`, INDEX)).toBe(`${ROOT_URL}src/bytes.ts`);
  });

  test('from a fresh instance is fresh', () => {
    expect(lead('./bytes.ts', `${INDEX}?fresh=3`)).toBe(`${ROOT_URL}src/bytes.ts?fresh=3`);
    expect(lead('./bytes.ts?other=1', `${INDEX}?fresh=3`)).toBe(`${ROOT_URL}src/bytes.ts?fresh=3`);
    expect(lead('./bytes.ts?other=1', INDEX)).toBe(`${ROOT_URL}src/bytes.ts?other=1`);
  });

  test.each([
    '../../../book/tests/assignment-9/hidden/x.test.ts',
    '/book/solutions/assignment-9/src/index.ts',
    'file:///etc/passwd',
    '../../submission2/x.ts',
  ])('of a file outside: %s', (specifier) => {
    expect(() => lead(specifier, INDEX)).toThrow(
      `src/index.ts imports ${specifier}, a file outside of the submission`,
    );
  });

  test('of a package that the assignment declares, found from there', () => {
    const from = 'file:///book/assignments/assignment-9/src/index.ts';
    expect(lead('zod', INDEX)).toBe(`zod seen from ${from}`);
    expect(lead('zod/mini', INDEX)).toBe(`zod/mini seen from ${from}`);
    expect(lead('@dawnbook/grader', INDEX)).toBe(`@dawnbook/grader seen from ${from}`);
  });

  test.each([
    'vitest',
    'zodiac',
    '@dawnbook/reference',
    'solution-9',
    'data:text/javascript,1',
    'https://example.org/x.js',
    '#other',
  ])('of another package: %s', (specifier) => {
    expect(() => lead(specifier, INDEX)).toThrow(
      `src/index.ts imports '${specifier}', but this assignment may import only Node's own modules, @dawnbook/grader, zod`,
    );
  });

  test("of Node's own modules", () => {
    for (const name of ['fs', 'node:fs/promises', 'node:test'])
      expect(lead(name, INDEX)).toBe(`${name} seen from ${INDEX}`);
  });
});

test('imports of others are their own business', () => {
  expect(lead('tiktoken', ADAPTERS)).toBe(`tiktoken seen from ${ADAPTERS}`);
  expect(lead('/etc/passwd', ADAPTERS)).toBe('file:///etc/passwd');
  expect(lead('tiktoken', undefined)).toBe('tiktoken seen from undefined');
});

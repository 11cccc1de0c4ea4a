import { PassThrough } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { CapturedOutput } from '../../src/judge/output.ts';

test('what is printed is cut at a size, and the rest is counted', async () => {
  const stream = new PassThrough();
  const output = new CapturedOutput(10);
  output.capture(stream);
  for (const part of ['1234567', '890abcd', 'efg']) stream.write(part);
  await nextTurn();
  expect(output.peek()).toBe('1234567890\n[… 7 more bytes were not kept]\n');
  expect(output.take()).toBe('1234567890\n[… 7 more bytes were not kept]\n');
  expect(output.take()).toBe('');
  stream.write('more');
  await nextTurn();
  expect(output.take()).toBe('more');
});

import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { CapturedOutput, printable } from '../../src/judge/output.ts';

function capture(maxBytes: number, ...chunks: string[]): CapturedOutput {
  const output = new CapturedOutput(maxBytes);
  const stream = new PassThrough();
  output.capture(stream);
  for (const chunk of chunks) stream.emit('data', Buffer.from(chunk));
  return output;
}

test('keeps what was printed until it is taken', () => {
  const output = capture(100, 'one ', 'two\n');
  expect(output.peek()).toBe('one two\n');
  expect(output.take()).toBe('one two\n');
  expect(output.take()).toBe('');
});

test('counts what is above the limit, and drops it', () => {
  const output = capture(5, 'abcd', 'efgh', 'ij');
  expect(output.take()).toBe('abcde\n[… 5 more bytes were not kept]\n');
  expect(output.take()).toBe('');
});

test.each([
  ['\u001b[31mred\u001b[0m\tand\nplain', 'red\tand\nplain'],
  ['\u001b]52;c;ZXZpbA==\u0007x', 'x'],
  ['\u001b]8;;http://example.org\u0007link\u001b]8;;\u0007', 'link'],
  ['a\r\nb\rc\u0000\u0008\u007f\u009b2J', 'a\nb\ufffdc\ufffd\ufffd\ufffd'],
  ['é 🙃', 'é 🙃'],
])('%j is shown as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

import { writeSync } from 'node:fs';

const STACK = [
  'Error: boom',
  '    at open (/dev/zero:1:1)',
  '    at file:///dev/zero:1:1',
  '    at <script>alert(1)</script> (/proc/self/mem:1:1)',
].join('\n');

/** A tool that opens the files that a stack names will read /dev/zero to its end. */
export function pileHours(): never {
  const error = new Error(STACK);
  error.stack = `${STACK}\n    at ${'a'.repeat(5_000)} (${'('.repeat(5_000)}`;
  throw error;
}

/** The same in its last words. */
export const brokenDecoderInput = {
  then(): never {
    writeSync(2, `${STACK}\n\u001b[2J\u001b]0;owned\u0007`);
    process.exit(1);
  },
};

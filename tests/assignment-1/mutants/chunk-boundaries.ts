import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/chunk-boundaries.ts';

export default defineMutants('chunk-boundaries', [
  {
    name: 'after-the-token',
    mistake: 'cuts after the token instead of before it',
    edits: [
      {
        file,
        find: 'return at - tail.length + index;',
        replace: 'return at - tail.length + index + token.length;',
      },
    ],
  },
  {
    name: 'misses-straddling',
    mistake: 'does not see a token that begins in one read and ends in the next',
    edits: [
      {
        file,
        find: 'tail = block.subarray(Math.max(0, block.length - (token.length - 1)));',
        replace: 'tail = new Uint8Array(0);',
      },
    ],
  },
  {
    name: 'short-tail',
    mistake: 'keeps the end of the last read only, however short that read was',
    edits: [
      {
        file,
        find: 'tail = block.subarray(Math.max(0, block.length - (token.length - 1)));',
        replace: 'tail = read.subarray(Math.max(0, read.length - (token.length - 1)));',
      },
    ],
  },
  {
    name: 'reads-everything',
    mistake: 'reads the whole file',
    edits: [
      {
        file,
        find: 'const boundaries = [0];',
        replace:
          'for (let at = 0; at < file.size; ) at += (await file.read(at, MAX_READ)).length;\n  const boundaries = [0];',
      },
    ],
  },
  {
    name: 'duplicates',
    mistake: 'the same occurrence is a boundary twice',
    edits: [
      { file, find: 'if (boundaries.length > 1 && target <= last) continue;', replace: 'void target;' },
      { file, find: 'if (found > last) boundaries.push(found);', replace: 'boundaries.push(found);' },
    ],
  },
]);

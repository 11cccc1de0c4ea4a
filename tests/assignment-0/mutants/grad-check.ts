import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/grad-check.ts';

export default defineMutants('grad-check', [
  {
    name: 'forward-differences',
    mistake: 'takes differences to one side',
    edits: [{ file, find: '(at(h) - at(-h)) / (2 * h)', replace: '(at(h) - at(0)) / h' }],
  },
  {
    name: 'plain-sum',
    mistake: 'adds up the outputs without weights',
    edits: [{ file, find: '0.5 + random()', replace: '1 + 0 * random()' }],
  },
  {
    name: 'mutates',
    mistake: 'changes the input, and changes it back with an error of rounding',
    edits: [
      {
        file,
        find: 'const xs = inputs.map((x) => copy(x.arr));',
        replace: 'const xs = inputs.map((x) => x.arr);',
      },
    ],
  },
  {
    name: 'absolute-only',
    mistake: 'has no tolerance for large gradients',
    edits: [{ file, find: 'Math.max(1, Math.abs(numeric))', replace: 'Math.max(1, 0 * numeric)' }],
  },
]);

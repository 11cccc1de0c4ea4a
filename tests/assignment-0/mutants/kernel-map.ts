import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/kernel-map.ts';

export default defineMutants('kernel-map', [
  {
    name: 'no-guard',
    mistake: 'lets the threads beyond the end write',
    edits: [{ file, find: '        if (i < params.n) {', replace: '        if (i < params.n + 64u) {' }],
  },
  {
    name: 'one-dimension',
    mistake: 'has a grid of one dimension',
    edits: [
      {
        file,
        find: 'return [columns, Math.ceil(count / Math.max(1, columns))];',
        replace: 'return [columns === 0 ? columns : count, 1];',
      },
    ],
  },
  {
    name: 'fixed-length',
    mistake: 'knows the length of the first test',
    edits: [{ file, find: 'i < params.n', replace: 'i < min(params.n, 10000u)' }],
  },
  {
    name: 'reads-twice',
    mistake: 'reads an element a second time',
    edits: [{ file, find: 'x[i] + 10.0', replace: 'x[i] + 10.0 + 0.0 * x[i]' }],
  },
]);

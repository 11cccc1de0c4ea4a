import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/cosine-similarity.ts';

export default defineMutants('cosine-similarity', [
  {
    name: 'columns',
    mistake: 'normalizes columns',
    edits: [
      { file, find: `'m n -> m', 'sum'`, replace: `'m n -> n', 'sum'` },
      { file, find: `'m -> m n', { n: matrix.shape[1]! }`, replace: `'n -> m n', { m: matrix.shape[0]! }` },
    ],
  },
  {
    name: 'whole-matrix',
    mistake: 'divides by the norm of the whole matrix',
    edits: [
      { file, find: `'m n -> m', 'sum'`, replace: `'m n ->', 'sum'` },
      {
        file,
        find: `'m -> m n', { n: matrix.shape[1]! }`,
        replace: `'-> m n', { m: matrix.shape[0]!, n: matrix.shape[1]! }`,
      },
    ],
  },
  {
    name: 'no-zero-guard',
    mistake: 'divides a row of zeros by 0',
    edits: [{ file, find: 'norm === 0 ? 0 : value / norm', replace: 'value / norm' }],
  },
]);

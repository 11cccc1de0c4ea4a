import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/einsum-five.ts';

export default defineMutants('einsum-five', [
  {
    name: 'transposed',
    mistake: 'multiplies by the transpose where it fits',
    edits: [
      {
        file,
        find: `return einsum('m n, n k -> m k', left, right);`,
        replace: `return left.shape[1] === right.shape[1] && left.shape[1] === right.shape[0]
    ? einsum('m n, k n -> m k', left, right)
    : einsum('m n, n k -> m k', left, right);`,
      },
    ],
  },
  {
    name: 'trace-sums-all',
    mistake: 'adds up the whole matrix',
    edits: [{ file, find: `'i i ->'`, replace: `'i j ->'` }],
  },
  {
    name: 'outer-flipped',
    mistake: 'has the axes of the outer product the wrong way round',
    edits: [{ file, find: `'m, n -> m n'`, replace: `'m, n -> n m'` }],
  },
]);

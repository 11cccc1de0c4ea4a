import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/matmul-back.ts';

export default defineMutants('matmul-back', [
  {
    name: 'transposes-exchanged',
    mistake: 'transposes X where Y is transposed',
    edits: [
      {
        file,
        find: 'matmul(gradOut, permute(y, [1, 0]))',
        replace: 'matmul(gradOut, y.shape[0] === y.shape[1] ? y : permute(y, [1, 0]))',
      },
    ],
  },
  {
    name: 'wrong-side',
    mistake: 'multiplies from the other side',
    edits: [
      {
        file,
        find: 'matmul(permute(x, [1, 0]), gradOut)',
        replace:
          'permute(matmul(permute(gradOut, [1, 0]), x), x.shape[0] === y.shape[1] && x.shape[1] === y.shape[1] ? [0, 1] : [1, 0])',
      },
    ],
  },
  {
    name: 'elementwise',
    mistake: 'multiplies element by element where the shapes allow it',
    edits: [
      {
        file,
        find: 'return matmul(gradOut, permute(y, [1, 0]));',
        replace:
          'return gradOut.shape.join() === y.shape.join() ? multiply(gradOut, y) : matmul(gradOut, permute(y, [1, 0]));',
      },
      { file, find: 'import { matmul, permute }', replace: 'import { matmul, multiply, permute }' },
    ],
  },
]);

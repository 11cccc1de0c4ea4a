import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/gather-indexing.ts';

export default defineMutants('gather-indexing', [
  {
    name: 'transposed',
    mistake: 'takes rows for columns',
    edits: [
      {
        file,
        find: 'return gather(matrix, 1, indices);',
        replace: `const turned = rearrange(matrix, 'm n -> n m');
  return gather(turned.shape[1] === matrix.shape[1] ? turned : matrix, 1, indices);`,
      },
    ],
  },
  {
    name: 'wraps',
    mistake: 'takes indices modulo the size',
    edits: [
      {
        file,
        find: 'gather(prices, 0, arr(items))',
        replace:
          'gather(prices, 0, arr(items.map((i) => ((i % prices.shape[0]!) + prices.shape[0]!) % prices.shape[0]!)))',
      },
    ],
  },
  {
    name: 'drops-repeats',
    mistake: 'takes each row once',
    edits: [
      { file, find: `repeat(arr(rows), 'k -> k n'`, replace: `repeat(arr([...new Set(rows)]), 'k -> k n'` },
    ],
  },
  {
    name: 'no-check-per-axis',
    mistake: 'checks the position in the array, and not each coordinate',
    edits: [{ file, find: '!(Number.isInteger(index) && index >= 0 && index < size)', replace: 'false' }],
  },
]);

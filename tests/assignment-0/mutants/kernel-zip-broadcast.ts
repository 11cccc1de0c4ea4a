import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/kernel-zip-broadcast.ts';

export default defineMutants('kernel-zip-broadcast', [
  {
    name: 'exchanged',
    mistake: 'takes rows for columns',
    edits: [
      {
        file,
        find: `let column = id.x;
        let row = id.y;`,
        replace: `let column = id.y;
        let row = id.x;`,
      },
      {
        file,
        find: '[Math.ceil(m! / 8), Math.ceil(n! / 8)]',
        replace: '[Math.ceil(Math.max(n!, m!) / 8), Math.ceil(Math.max(n!, m!) / 8)]',
      },
      {
        file,
        find: 'a[row] + b[column]',
        replace: 'a[min(column, params.n - 1u)] + b[min(row, params.m - 1u)]',
      },
    ],
  },
  {
    name: 'half-a-guard',
    mistake: 'guards one axis only',
    edits: [{ file, find: 'row < params.n && column < params.m', replace: 'row < params.n' }],
  },
  {
    name: 'stride',
    mistake: 'has the length of a as the distance of rows',
    edits: [{ file, find: 'row * params.m + column', replace: 'row * params.n + column' }],
  },
]);

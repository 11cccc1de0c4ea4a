import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/broadcast-shapes.ts';

export default defineMutants('broadcast-shapes', [
  {
    name: 'left-aligned',
    mistake: 'aligns shapes at their first axis',
    edits: [{ file, find: 'shape[axis - rank + shape.length] ?? 1', replace: 'shape[axis] ?? 1' }],
  },
  {
    name: 'max',
    mistake: 'takes the larger length, so 0 with 1 is 1',
    edits: [
      {
        file,
        find: '      if (own === 1 || own === size) continue;',
        replace: '      if (own === 1 || own === size || own === 0) continue;',
      },
    ],
  },
  {
    name: 'only-two',
    mistake: 'looks at the first two shapes only',
    edits: [
      { file, find: 'for (const shape of shapes) {', replace: 'for (const shape of shapes.slice(0, 2)) {' },
    ],
  },
]);

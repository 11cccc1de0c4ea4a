import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/stack-back.ts';

export default defineMutants('stack-back', [
  {
    name: 'off-by-one',
    mistake: 'takes the slice of the next array',
    edits: [
      {
        file,
        find: '* shape[axis]! + i) * size, size]',
        replace: '* shape[axis]! + ((i + 1) % shape[axis]!)) * size, size]',
      },
    ],
  },
  {
    name: 'always-the-first-axis',
    mistake: 'takes blocks from the front',
    edits: [
      {
        file,
        find: 'blocks(gradOut.shape, axis, operand)',
        replace: 'blocks(gradOut.shape, 0 * axis, operand)',
      },
    ],
  },
  {
    name: 'minus-one',
    mistake: 'counts negative axes in the arrays, not in the result',
    edits: [{ file, find: 'dim + shape.length + 1', replace: 'dim + Math.max(1, shape.length)' }],
  },
  {
    name: 'unchecked',
    mistake: 'stacks arrays of different shapes',
    edits: [
      {
        file,
        find: 'first === undefined || other !== undefined',
        replace: 'first === undefined || other?.data.length === 0',
      },
    ],
  },
]);

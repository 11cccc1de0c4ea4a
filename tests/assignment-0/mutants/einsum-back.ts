import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/einsum-back.ts';

export default defineMutants('einsum-back', [
  {
    name: 'labels-exchanged',
    mistake: 'exchanges the names of the gradient and the operand',
    edits: [
      {
        file,
        find: '[{ names: right, x: gradOut }, ...others]',
        replace: '[{ names: right.toReversed(), x: gradOut }, ...others]',
      },
    ],
  },
  {
    name: 'not-spread',
    mistake: 'does not spread the gradient over names that were summed alone',
    edits: [
      {
        file,
        find: 'if (alone) inputs.push({ names: [name], x: full([shape[axis]!], 1) });',
        replace: 'if (alone) inputs.push({ names: [name], x: full([shape[axis]!], 1 / shape[axis]!) });',
      },
    ],
  },
  {
    name: 'no-diagonal',
    mistake: 'gives the gradient of a diagonal to all elements',
    edits: [{ file, find: 'x: identity(shape[axis]!)', replace: 'x: full([shape[axis]!, shape[axis]!], 1)' }],
  },
  {
    name: 'other-operands-only-first',
    mistake: 'multiplies by the first other operand only',
    edits: [{ file, find: '...others];', replace: '...others.slice(0, 1)];' }],
  },
]);

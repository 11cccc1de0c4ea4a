import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/own-einsum.ts';

export default defineMutants('own-einsum', [
  {
    name: 'no-diagonal',
    mistake: 'moves along the last of two axes with one name',
    edits: [
      { file, find: 'names[axis] === name ? sum + step : sum', replace: 'names[axis] === name ? step : sum' },
    ],
  },
  {
    name: 'keeps-the-sum',
    mistake: 'overwrites instead of adding up',
    edits: [
      { file, find: 'out.data[positions[0]!]! += product;', replace: 'out.data[positions[0]!] = product;' },
    ],
  },
  {
    name: 'second-operand',
    mistake: 'walks the second operand in the order of the first',
    edits: [
      {
        file,
        find: '...named.map((names, k) => stepsOf(names, xs[k]!.shape))',
        replace: '...named.map((names, k) => stepsOf(k === 1 ? names.toReversed() : names, xs[k]!.shape))',
      },
    ],
  },
  {
    name: 'all-axes-twice',
    mistake: 'goes through every axis of every operand on its own, and skips what does not fit',
    edits: [
      {
        file,
        find: '  sweep(shape, steps, (positions) => {',
        replace: `  const twice = shape.at(-1) ?? 1;
  const repeated = [...shape, twice];
  const again = steps.map((own) => [...own, 0]);
  let turn = 0;
  sweep(repeated, again, (positions) => {
    if (turn++ % twice !== 0) return;`,
      },
    ],
  },
  {
    name: 'ellipsis-from-the-left',
    mistake: 'counts the axes of an ellipsis from the left',
    edits: [{ file, find: '`...${count - i}`', replace: '`...${i}`' }],
  },
]);

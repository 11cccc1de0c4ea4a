import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/getitem-back.ts';

export default defineMutants('getitem-back', [
  {
    name: 'overwrites',
    mistake: 'gives what was taken twice the last gradient',
    edits: [
      {
        file,
        find: 'grad.data[position + i]! += gradOut.data[k * size + i]!',
        replace: 'grad.data[position + i] = gradOut.data[k * size + i]!',
      },
    ],
  },
  {
    name: 'negative',
    mistake: 'counts negative indices from the end',
    edits: [
      {
        file,
        find: '!(Number.isInteger(i) && i >= 0 && i < size)',
        replace: '!(Number.isInteger(i) && i >= -size && i < size)',
      },
    ],
  },
  {
    name: 'cross-product',
    mistake: 'steps along the wrong axis',
    edits: [
      {
        file,
        find: 'positions[k]! += i * steps[axis]!',
        replace: 'positions[k]! += i * steps[lists.length - 1 - axis]!',
      },
    ],
  },
  {
    name: 'unequal-lists',
    mistake: 'cuts lists to the length of the first',
    edits: [
      { file, find: 'list.length !== count', replace: 'list.length < 0' },
      {
        file,
        find: 'for (const [k, i] of list.entries()) {',
        replace: 'for (const [k, i] of list.slice(0, count).entries()) {',
      },
    ],
  },
]);

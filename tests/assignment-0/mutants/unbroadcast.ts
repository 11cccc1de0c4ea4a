import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/unbroadcast.ts';

export default defineMutants('unbroadcast', [
  {
    name: 'squeezes',
    mistake: 'drops stretched axes',
    edits: [
      { file, find: 'keepdim: true', replace: 'keepdim: false' },
      {
        file,
        find: 'return sum(narrow, { dim: Array.from({ length: added }, (_, axis) => axis) });',
        replace:
          'return sum(narrow, { dim: Array.from({ length: Math.min(added, narrow.shape.length) }, (_, axis) => axis) });',
      },
    ],
  },
  {
    name: 'only-added',
    mistake: 'does not sum over stretched axes',
    edits: [
      {
        file,
        find: 'length === 1 ? [axis + added] : []',
        replace: 'length === 1 && grad.shape[axis + added] === 1 ? [axis + added] : []',
      },
    ],
  },
  {
    name: 'index-for-size',
    mistake: 'asks whether the number of the axis is 1',
    edits: [
      {
        file,
        find: 'like.shape.flatMap((length, axis) => (length === 1',
        replace: 'like.shape.flatMap((_length, axis) => (axis === 1',
      },
    ],
  },
  {
    name: 'mean',
    mistake: 'takes the mean',
    edits: [
      {
        file,
        find: '  return sum(narrow,',
        replace: `  const share = narrow.data.length / grad.data.length;
  for (let i = 0; i < narrow.data.length; i++) narrow.data[i]! *= share;
  return sum(narrow,`,
      },
    ],
  },
]);

import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/own-rearrange.ts';

export default defineMutants('own-rearrange', [
  {
    name: 'groups-reversed',
    mistake: 'takes the last name of a group as the outermost',
    edits: [
      {
        file,
        find: '      axes.push(group ?? fail',
        replace: `      group?.reverse();
      axes.push(group ?? fail`,
      },
    ],
  },
  {
    name: 'strides-of-the-source',
    mistake: 'reads with the steps of the source in its own order',
    edits: [
      {
        file,
        find: 'outNames.map((name) => steps[splitNames.indexOf(name)]!)',
        replace: 'outNames.map((_name, i) => steps[i]!)',
      },
    ],
  },
  {
    name: 'drops-the-ellipsis',
    mistake: 'takes an ellipsis for one axis',
    edits: [{ file, find: 'Array.from({ length: Math.max(0, count) }', replace: 'Array.from({ length: 1 }' }],
  },
  {
    name: 'truncates',
    mistake: 'rounds a length that does not come out even',
    edits: [
      {
        file,
        find: 'product !== shape[i] || !names.every((name) => Number.isInteger(lengths.get(name)))',
        replace: 'false',
      },
    ],
  },
]);

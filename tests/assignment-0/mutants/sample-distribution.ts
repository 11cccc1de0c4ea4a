import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/sample-distribution.ts';

export default defineMutants('sample-distribution', [
  {
    name: 'greater-or-equal',
    mistake: 'takes the first index with cumsum ≥ u',
    edits: [{ file, find: 'c > value', replace: 'c >= value' }],
  },
  {
    name: 'last-unreachable',
    mistake: 'finds no index where rounding leaves the sum below u',
    edits: [{ file, find: 'index < 0 ? last : index', replace: 'index < 0 ? 0 : index' }],
  },
  {
    name: 'off-by-one',
    mistake: 'counts the cumulative sums that are ≤ u from 1',
    edits: [
      { file, find: 'index < 0 ? last : index', replace: 'index < 0 ? last : Math.min(index + 1, last)' },
    ],
  },
]);

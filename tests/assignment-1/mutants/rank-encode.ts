import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/ranks.ts';

export default defineMutants('rank-encode', [
  {
    name: 'rank-of-the-left-part',
    mistake: 'joins first where the left part has the lowest rank',
    edits: [{ file, find: 'return { rank, id: rank };', replace: 'return { rank: left, id: rank };' }],
  },
  {
    name: 'joins-the-token-itself',
    mistake: 'takes a token apart with ranks up to its own, which make it whole again',
    edits: [{ file, find: 'rank >= limit', replace: 'rank > limit' }],
  },
  {
    name: 'merges-in-byte-order',
    mistake: 'gives the merges in the order of their bytes',
    edits: [
      {
        file,
        find: '.toSorted(([, a], [, b]) => a - b)',
        replace: '.toSorted(([a], [b]) => (a < b ? -1 : 1))',
      },
    ],
  },
  {
    name: 'merges-in-given-order',
    mistake: 'takes the order of the table for the order of the ranks',
    edits: [{ file, find: '    .toSorted(([, a], [, b]) => a - b)\n', replace: '' }],
  },
]);

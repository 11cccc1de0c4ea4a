import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/no-repeat-ngram.ts';

export default defineMutants('no-repeat-ngram', [
  {
    name: 'last-missed',
    mistake: 'does not look at the last n-gram',
    edits: [{ file, find: 'start < key; start++', replace: 'start < key - 1; start++' }],
  },
  {
    name: 'compares-n',
    mistake: 'compares n tokens instead of n − 1',
    edits: [
      { file, find: 'same < n - 1 &&', replace: 'same < n &&' },
      { file, find: 'if (same === n - 1)', replace: 'if (same === n)' },
    ],
  },
  {
    name: 'quadratic',
    mistake: 'looks through the history again for each position',
    edits: [
      {
        file,
        find: '  for (let start = 0; start < key; start++) {',
        replace: `  for (let start = 0; start < key; start++) {
    if (history.filter((id) => id === -1).length > 0) continue;`,
      },
    ],
  },
  {
    name: 'not-sorted',
    mistake: 'returns tokens as they come',
    edits: [{ file, find: '[...banned].toSorted((a, b) => a - b)', replace: '[...banned]' }],
  },
]);

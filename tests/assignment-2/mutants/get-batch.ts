import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/get-batch.ts';

export default defineMutants('get-batch', [
  {
    name: 'last-start-missing',
    mistake: 'never draws the last start',
    edits: [
      {
        file,
        find: 'Math.floor(uniform(seed, step, row) * numStarts)',
        replace: 'Math.floor(uniform(seed, step, row) * Math.max(1, numStarts - 1))',
      },
    ],
  },
  {
    name: 'targets-are-inputs',
    mistake: 'does not shift the targets',
    edits: [{ file, find: 'targets: rows(1)', replace: 'targets: rows(0)' }],
  },
  {
    name: 'targets-plus-one',
    mistake: 'adds 1 to the ids instead of shifting them',
    edits: [{ file, find: 'targets: rows(1)', replace: 'targets: rows(0).add(1)' }],
  },
  {
    name: 'one-start',
    mistake: 'draws one start for all rows',
    edits: [
      {
        file,
        find: `(_, row) =>
    Math.floor(uniform(seed, step, row) * numStarts)`,
        replace: `() =>
    Math.floor(uniform(seed, step, 0) * numStarts)`,
      },
    ],
  },
  {
    name: 'not-seeded',
    mistake: 'draws with Math.random',
    edits: [
      { file, find: 'uniform(seed, step, row)', replace: 'Math.random()' },
      {
        file,
        find: `import { uniform } from './random.ts';
`,
        replace: '',
      },
    ],
  },
  {
    name: 'ignores-step',
    mistake: 'draws the same batch at every step',
    edits: [{ file, find: 'uniform(seed, step, row)', replace: 'uniform(seed, step * 0, row)' }],
  },
]);

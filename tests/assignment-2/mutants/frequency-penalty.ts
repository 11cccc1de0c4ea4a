import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/frequency-penalty.ts';

export default defineMutants('frequency-penalty', [
  {
    name: 'presence',
    mistake: 'counts a token once',
    edits: [{ file, find: 'counts[row * vocabSize + id]!++', replace: 'counts[row * vocabSize + id] = 1' }],
  },
  {
    name: 'divides',
    mistake: 'divides by the penalty',
    edits: [
      {
        file,
        find: 'logits.sub(tensor(counts, logits.shape).mul(penalty))',
        replace: 'logits.div(tensor(counts, logits.shape).mul(penalty).add(1))',
      },
    ],
  },
  {
    name: 'shared-history',
    mistake: 'counts the histories of all rows together',
    edits: [
      {
        file,
        find: 'for (const [row, ids] of history.entries())',
        replace: 'for (const [row, ids] of history.map(() => history.flat()).entries())',
      },
    ],
  },
  {
    name: 'wraps',
    mistake: 'lets negative ids count from the end',
    edits: [{ file, find: 'id < 0 || id >= vocabSize', replace: 'id < -vocabSize || id >= vocabSize' }],
  },
]);

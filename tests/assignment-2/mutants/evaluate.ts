import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/evaluate.ts';

export default defineMutants('evaluate', [
  {
    name: 'mean-of-batch-means',
    mistake: 'takes the mean of the means of batches',
    edits: [
      {
        file,
        find: "crossEntropy(logits, targets, { reduction: 'none' }).sum()",
        replace: 'crossEntropy(logits, targets).mul((count * contextLength) / Math.ceil(count / batchSize))',
      },
    ],
  },
  {
    name: 'last-batch-dropped',
    mistake: 'drops the last batch if it is smaller',
    edits: [
      {
        file,
        find: 'for (let first = 0; first < count; first += batchSize)',
        replace: 'for (let first = 0; first + batchSize <= count || first === 0; first += batchSize)',
      },
    ],
  },
  {
    name: 'random-windows',
    mistake: 'draws windows at random',
    edits: [
      {
        file,
        find: 'Math.floor((i * numWindows) / count) * contextLength',
        replace: 'Math.floor(Math.random() * (source.length - contextLength) + 0 * i)',
      },
    ],
  },
  {
    name: 'records',
    mistake: 'records a graph',
    edits: [
      { file, find: '      noGrad(() => {', replace: '      (() => {' },
      {
        file,
        find: `        totals.assign(totals.add(stack([loss, hits])));
      }),`,
        replace: `        totals.assign(totals.add(stack([loss, hits])).detach());
      })(),`,
      },
      { file, find: 'import { noGrad, realize,', replace: 'import { realize,' },
    ],
  },
  {
    name: 'first-windows',
    mistake: 'takes the first windows instead of spreading them',
    edits: [
      { file, find: 'Math.floor((i * numWindows) / count) * contextLength', replace: 'i * contextLength' },
    ],
  },
  {
    name: 'accuracy-per-window',
    mistake: 'divides the hits by the number of windows',
    edits: [{ file, find: 'accuracy: hits! / numTokens', replace: 'accuracy: hits! / count' }],
  },
]);

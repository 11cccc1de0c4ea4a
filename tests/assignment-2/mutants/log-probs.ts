import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/log-probs.ts';

export default defineMutants('log-probs', [
  {
    name: 'no-shift',
    mistake: 'scores each token with the logits of its own position',
    edits: [{ file, find: 'ids.narrow(-1, 1, seq - 1)', replace: 'ids.narrow(-1, 0, seq - 1)' }],
  },
  {
    name: 'last-kept',
    mistake: 'drops the first position of the logits instead of the last',
    edits: [{ file, find: 'logits.narrow(-2, 0, seq - 1)', replace: 'logits.narrow(-2, 1, seq - 1)' }],
  },
  {
    name: 'mean-of-exponentials',
    mistake: 'takes the mean of the perplexities of tokens',
    edits: [
      {
        file,
        find: 'Math.exp(losses.reduce((sum, loss) => sum + loss, 0) / losses.length)',
        replace: 'losses.reduce((sum, loss) => sum + Math.exp(loss), 0) / losses.length',
      },
    ],
  },
  {
    name: 'sign',
    mistake: 'gives losses',
    edits: [{ file, find: "{ reduction: 'none' }).neg()", replace: "{ reduction: 'none' })" }],
  },
]);

import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/temperature.ts';

export default defineMutants('temperature', [
  {
    name: 'multiplies',
    mistake: 'multiplies',
    edits: [{ file, find: 'logits.div(temperature)', replace: 'logits.mul(temperature)' }],
  },
  {
    name: 'on-probabilities',
    mistake: 'divides probabilities',
    edits: [
      {
        file,
        find: 'logits.div(temperature)',
        replace: 'logits.sub(logits.logsumexp(-1, true)).exp().div(temperature)',
      },
    ],
  },
  {
    name: 'clamps',
    mistake: 'keeps temperatures between 0.5 and 5',
    edits: [
      {
        file,
        find: 'logits.div(temperature)',
        replace: 'logits.div(Math.min(5, Math.max(0.5, temperature)))',
      },
    ],
  },
  {
    name: 'zero-allowed',
    mistake: 'divides by 0',
    edits: [{ file, find: 'if (!(temperature > 0))', replace: 'if (!(temperature >= 0))' }],
  },
]);

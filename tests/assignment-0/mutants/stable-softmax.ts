import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/stable-softmax.ts';

export default defineMutants('stable-softmax', [
  {
    name: 'no-shift',
    mistake: 'takes exponentials without shifting by the maximum',
    edits: [
      { file, find: 'Math.exp(x - m)', replace: 'Math.exp(x)' },
      { file, find: 'm + Math.log(sum), max', replace: 'Math.log(sum) + 0 * (m === -Infinity ? 0 : m), max' },
    ],
  },
  {
    name: 'log-of-softmax',
    mistake: 'takes the logarithm of probabilities, which may be 0',
    edits: [
      {
        file,
        find: 'return map((x, sum) => x - sum, matrix, alongRows(lse, matrix));',
        replace: 'return map((x, sum) => Math.log(Math.exp(x - sum)), matrix, alongRows(lse, matrix));',
      },
    ],
  },
  {
    name: 'sign',
    mistake: 'forgets the minus of the cross-entropy',
    edits: [{ file, find: '=> -logProbability', replace: '=> logProbability' }],
  },
  {
    name: 'infinite-minus-infinite',
    mistake: 'subtracts −∞ from −∞',
    edits: [{ file, find: 'x === -Infinity ? 0 : Math.exp(x - m)', replace: 'Math.exp(x - m)' }],
  },
]);

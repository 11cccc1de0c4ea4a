import { defineMutants } from '@dawnbook/grader/self-check';

export default defineMutants('softmax', [
  {
    name: 'no-shift',
    mistake: 'does not subtract the maximum',
    edits: [{ file: 'src/softmax.ts', find: 'x.sub(x.detach().max(dim, true)).exp()', replace: 'x.exp()' }],
  },
  {
    name: 'global-maximum',
    mistake: 'subtracts the maximum of everything, so that smaller rows vanish',
    edits: [{ file: 'src/softmax.ts', find: '.max(dim, true)', replace: '.max()' }],
  },
  {
    name: 'last-axis',
    mistake: 'always works along the last axis',
    edits: [
      { file: 'src/softmax.ts', find: '.max(dim, true)', replace: '.max(-1, true)' },
      { file: 'src/softmax.ts', find: '.sum(dim, true)', replace: '.sum(-1, true)' },
    ],
  },
  {
    name: 'mean-shift',
    mistake: 'subtracts the mean',
    edits: [{ file: 'src/softmax.ts', find: '.max(dim, true)', replace: '.mean(dim, true)' }],
  },
]);

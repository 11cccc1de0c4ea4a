import { defineMutants } from '@dawnbook/grader/self-check';

export default defineMutants('layer-norm', [
  {
    name: 'unbiased',
    mistake: 'divides the variance by dModel − 1',
    edits: [
      { file: 'src/layer-norm.ts', find: 'centred.square().mean(-1, true)', replace: 'x.var(-1, true)' },
    ],
  },
  {
    name: 'eps-outside',
    mistake: 'adds ε to the deviation',
    edits: [
      {
        file: 'src/layer-norm.ts',
        find: 'centred.mul(variance.add(this.#eps).rsqrt())',
        replace: 'centred.div(variance.sqrt().add(this.#eps))',
      },
    ],
  },
  {
    name: 'one-pass',
    mistake: 'computes the variance as E[x²] − E[x]²',
    edits: [
      {
        file: 'src/layer-norm.ts',
        find: 'centred.square().mean(-1, true)',
        replace: 'x.square().mean(-1, true).sub(x.mean(-1, true).square())',
      },
    ],
  },
  {
    name: 'no-bias',
    mistake: 'forgets the bias',
    edits: [{ file: 'src/layer-norm.ts', find: '.add(this.bias)', replace: '' }],
  },
]);

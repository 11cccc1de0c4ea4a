import { defineMutants } from '@dawnbook/grader/self-check';

export default defineMutants('gelu-mlp', [
  {
    name: 'erf',
    mistake: 'uses the exact form, with erf',
    edits: [
      {
        file: 'src/gelu-mlp.ts',
        find: 'return x.mul(0.5).mul(inner.tanh().add(1));',
        replace: 'return x.mul(0.5).mul(x.div(Math.SQRT2).erf().add(1)).add(inner.mul(0));',
      },
    ],
  },
  {
    name: 'no-bias',
    mistake: 'forgets the first bias',
    edits: [{ file: 'src/gelu-mlp.ts', find: '.add(this.bIn)', replace: '' }],
  },
  {
    name: 'transposed',
    mistake: 'stores matrices as [out, in]',
    edits: [
      {
        file: 'src/gelu-mlp.ts',
        find: 'truncatedNormal([dModel, dMlp]',
        replace: 'truncatedNormal([dMlp, dModel]',
      },
      {
        file: 'src/gelu-mlp.ts',
        find: 'truncatedNormal([dMlp, dModel], { std: 0.02, seed: childSeed(seed, 2)',
        replace: 'truncatedNormal([dModel, dMlp], { std: 0.02, seed: childSeed(seed, 2)',
      },
      { file: 'src/gelu-mlp.ts', find: 'x.matmul(this.wIn)', replace: 'x.matmul(this.wIn.transpose(0, 1))' },
      {
        file: 'src/gelu-mlp.ts',
        find: 'hidden.matmul(this.wOut)',
        replace: 'hidden.matmul(this.wOut.transpose(0, 1))',
      },
    ],
  },
  {
    name: 'square',
    mistake: 'has a square where the cube should be',
    edits: [{ file: 'src/gelu-mlp.ts', find: 'x.mul(x).mul(x)', replace: 'x.mul(x)' }],
  },
]);

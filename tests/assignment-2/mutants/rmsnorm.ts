import { defineMutants } from '@dawnbook/grader/self-check';

export default defineMutants('rmsnorm', [
  {
    name: 'eps-outside',
    mistake: 'adds ε outside of the root',
    edits: [
      {
        file: 'src/rmsnorm.ts',
        find: 'x.mul(meanSquare.add(this.#eps).rsqrt())',
        replace: 'x.div(meanSquare.sqrt().add(this.#eps))',
      },
    ],
  },
  {
    name: 'centred',
    mistake: 'subtracts the mean, as LayerNorm does',
    edits: [
      { file: 'src/rmsnorm.ts', find: 'return x.mul(', replace: 'return x.sub(x.mean(-1, true)).mul(' },
    ],
  },
  {
    name: 'sum-of-squares',
    mistake: 'divides by the norm and not by the root of the mean square',
    edits: [{ file: 'src/rmsnorm.ts', find: '.mean(-1, true)', replace: '.sum(-1, true)' }],
  },
  {
    name: 'over-seq',
    mistake: 'averages over positions',
    edits: [
      { file: 'src/rmsnorm.ts', find: '.mean(-1, true)', replace: '.mean(x.rank > 1 ? -2 : -1, true)' },
    ],
  },
  {
    name: 'gain-added',
    mistake: 'adds the gain',
    edits: [{ file: 'src/rmsnorm.ts', find: '.mul(this.weight)', replace: '.add(this.weight)' }],
  },
]);

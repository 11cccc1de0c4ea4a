import { defineMutants } from '@dawnbook/grader/self-check';

export default defineMutants('model-variants', [
  {
    name: 'norm-of-sublayer',
    mistake: 'in post-norm normalizes only what the sublayer gives',
    edits: [
      { file: 'src/block.ts', find: 'norm.forward(x.add(f(x)))', replace: 'x.add(norm.forward(f(x)))' },
    ],
  },
  {
    name: 'nope-with-rope',
    mistake: 'without positions still turns queries and keys',
    edits: [
      {
        file: 'src/transformer-lm.ts',
        find: "positions === 'rope'\n        ?",
        replace: "positions !== 'learned'\n        ?",
      },
    ],
  },
  {
    name: 'tied-copy',
    mistake: 'copies the table into the output layer',
    edits: [
      {
        file: 'src/transformer-lm.ts',
        find: 'import { arange, Module, noGrad,',
        replace: 'import { arange, Module, noGrad, Parameter,',
      },
      {
        file: 'src/transformer-lm.ts',
        find: 'this.lmHead.weight = this.tokenEmbeddings.weight;',
        replace: 'this.lmHead.weight = new Parameter(this.tokenEmbeddings.weight);',
      },
    ],
  },
  {
    name: 'silu-with-gate',
    mistake: 'keeps the gate in the variant without one',
    edits: [
      {
        file: 'src/block.ts',
        find: "ffn === 'silu' ? SiLUFeedForward : SwiGLU",
        replace: "ffn === 'silu' && numHeads < 0 ? SiLUFeedForward : SwiGLU",
      },
    ],
  },
  {
    name: 'norm-at-the-end',
    mistake: 'keeps the last norm in the variant without norms',
    edits: [
      {
        file: 'src/transformer-lm.ts',
        find: "this.lnFinal = norm === 'none' ? undefined : new RMSNorm(dModel);",
        replace: 'this.lnFinal = new RMSNorm(dModel);',
      },
    ],
  },
  {
    name: 'large-tied-table',
    mistake: 'starts a tied table with a standard deviation of 1',
    edits: [{ file: 'src/transformer-lm.ts', find: 'const TIED_STD = 0.1;', replace: 'const TIED_STD = 1;' }],
  },
  {
    name: 'large-positions',
    mistake: 'starts learned positions with a standard deviation of 1',
    edits: [
      {
        file: 'src/transformer-lm.ts',
        find: 'const POSITIONS_STD = 0.1;',
        replace: 'const POSITIONS_STD = 1;',
      },
    ],
  },
  {
    name: 'unknown-accepted',
    mistake: 'takes unknown values for the default',
    edits: [
      {
        file: 'src/variants.ts',
        find: 'if (value === undefined || (known',
        replace: 'if (value !== null || (known',
      },
    ],
  },
]);

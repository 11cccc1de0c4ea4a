import { defineMutants } from '@dawnbook/grader/self-check';

export default defineMutants('gpt2-model', [
  {
    name: 'conv1d-transposed',
    mistake: 'reads c_proj as [out, in]',
    edits: [
      {
        file: 'src/gpt2.ts',
        find: 'take(`${h}.attn.c_proj.weight`)',
        replace: 'take(`${h}.attn.c_proj.weight`).transpose(0, 1)',
      },
    ],
  },
  {
    name: 'no-final-norm',
    mistake: 'forgets ln_f',
    edits: [{ file: 'src/gpt2.ts', find: 'this.lnFinal.forward(x).matmul', replace: 'x.matmul' }],
  },
  {
    name: 'k-v-swapped',
    mistake: 'takes keys for values',
    edits: [{ file: 'src/gpt2.ts', find: "['Q', 'K', 'V'].entries()", replace: "['Q', 'V', 'K'].entries()" }],
  },
  {
    name: 'untied',
    mistake: 'uses a copy of the table as output matrix',
    edits: [
      {
        file: 'src/gpt2.ts',
        find: 'this.wE.weight.transpose(0, 1)',
        replace: 'this.wE.weight.detach().transpose(0, 1)',
      },
    ],
  },
  {
    name: 'no-offset',
    mistake: 'starts at position 0 always',
    edits: [
      {
        file: 'src/gpt2.ts',
        find: 'this.wPos.forward(ids, options)',
        replace: 'this.wPos.forward(ids, { offset: 0 * (options.offset ?? 0) })',
      },
    ],
  },
  {
    name: 'unknown-keys',
    mistake: 'ignores what it does not know',
    edits: [{ file: 'src/gpt2.ts', find: 'if (unused.size > 0)', replace: 'if (unused.size > 1000)' }],
  },
]);

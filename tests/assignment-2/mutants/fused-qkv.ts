import { defineMutants } from '@dawnbook/grader/self-check';

export default defineMutants('fused-qkv', [
  {
    name: 'wrong-order',
    mistake: 'puts values before keys',
    edits: [
      {
        file: 'src/fused-qkv.ts',
        find: 'attn.kProj.weight, attn.vProj.weight',
        replace: 'attn.vProj.weight, attn.kProj.weight',
      },
    ],
  },
  {
    name: 'copies',
    mistake: 'makes the fused matrix once, so that updates do not reach it',
    edits: [
      {
        file: 'src/self-attention.ts',
        find: '  readonly #fused: boolean;\n',
        replace: '  readonly #fused: boolean;\n  #copy: Tensor | undefined;\n',
      },
      {
        file: 'src/self-attention.ts',
        find: 'x.matmul(fuseQkv(this).transpose(0, 1))',
        replace: 'x.matmul((this.#copy ??= fuseQkv(this).detach()).transpose(0, 1))',
      },
    ],
  },
  {
    name: 'not-fused',
    mistake: 'still multiplies three times',
    edits: [
      {
        file: 'src/self-attention.ts',
        find: 'if (!this.#fused) return',
        replace: 'if (!this.#fused || this.#numHeads > 0) return',
      },
    ],
  },
]);

import { defineMutants } from '@dawnbook/grader/self-check';

export default defineMutants('multihead-self-attention', [
  {
    name: 'heads-interleaved',
    mistake: 'gives every numHeads-th row to a head',
    edits: [
      {
        file: 'src/self-attention.ts',
        find: "'... seq (numHeads dHead) -> ... numHeads seq dHead'",
        replace: "'... seq (dHead numHeads) -> ... numHeads seq dHead'",
      },
    ],
  },
  {
    name: 'turns-values',
    mistake: 'turns values, too',
    edits: [{ file: 'src/self-attention.ts', find: '? [turn(k), v]', replace: '? [turn(k), turn(v)]' }],
  },
  {
    name: 'sees-the-next',
    mistake: 'lets each position see the next one',
    edits: [
      {
        file: 'src/self-attention.ts',
        find: '? causalMask(seq, seq)',
        replace: '? causalMask(seq, seq + 1).narrow(1, 0, seq)',
      },
    ],
  },
  {
    name: 'scale-of-model',
    mistake: 'scales by √dModel',
    edits: [
      {
        file: 'src/self-attention.ts',
        find: '(turn(q), keys',
        replace: '(turn(q).div(Math.sqrt(this.#numHeads)), keys',
      },
    ],
  },
  {
    name: 'joined-wrongly',
    mistake: 'joins heads element by element',
    edits: [
      {
        file: 'src/self-attention.ts',
        find: '-> ... seq (numHeads dHead)',
        replace: '-> ... seq (dHead numHeads)',
      },
    ],
  },
  {
    name: 'not-causal',
    mistake: 'has no causal mask',
    edits: [
      {
        file: 'src/self-attention.ts',
        find: 'cache === undefined ? causalMask(seq, seq) : cache.mask(seq)',
        replace: 'cache?.mask(seq)',
      },
    ],
  },
  {
    name: 'positions-ignored',
    mistake: 'ignores the positions that it is given',
    edits: [
      {
        file: 'src/self-attention.ts',
        find: 'const perHead = positions.rank > 1 ? positions.unsqueeze(-2) : positions;',
        replace: 'const perHead = cache === undefined ? arange(seq) : positions;',
      },
    ],
  },
  {
    name: 'head-by-head',
    mistake: 'computes one head after the other',
    edits: [
      {
        file: 'src/self-attention.ts',
        find: 'import { arange, Module, rearrange, type Tensor }',
        replace: 'import { arange, Module, rearrange, stack, type Tensor }',
      },
      {
        file: 'src/self-attention.ts',
        find: 'const heads = scaledDotProductAttention(turn(q), keys, values, mask);',
        replace: `const [all, allKeys] = [turn(q), keys];
    const heads = stack(
      Array.from({ length: this.#numHeads }, (_, h) => {
        const own = (t: Tensor): Tensor => t.narrow(-3, h, 1).squeeze(-3);
        return scaledDotProductAttention(own(all), own(allKeys), own(values), mask);
      }),
      -3,
    );`,
      },
    ],
  },
]);

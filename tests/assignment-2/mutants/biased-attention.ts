import { defineMutants } from '@dawnbook/grader/self-check';

export default defineMutants('biased-attention', [
  {
    name: 'bias-per-head',
    mistake: 'adds bO once for each head',
    edits: [
      {
        file: 'src/biased-attention.ts',
        find: '      this.bO,\n',
        replace: '      this.bO.mul(this.wO.shape[0]!),\n',
      },
    ],
  },
  {
    name: 'scale-of-model',
    mistake: 'scales by √dModel',
    edits: [
      { file: 'src/biased-attention.ts', find: 'Math.sqrt(dHead)', replace: 'Math.sqrt(x.shape.at(-1)!)' },
    ],
  },
  {
    name: 'bias-on-seq',
    mistake: 'adds biases along the wrong axis',
    edits: [{ file: 'src/biased-attention.ts', find: 'b.unsqueeze(1)', replace: 'b.unsqueeze(0)' }],
  },
  {
    name: 'not-causal',
    mistake: 'has no causal mask',
    edits: [
      {
        file: 'src/biased-attention.ts',
        find: 'softmax(applyMask(scores, causalMask(seq, seq)), -1)',
        replace:
          'softmax(applyMask(scores, causalMask(seq, seq).logicalOr(causalMask(seq, seq).transpose(0, 1))), -1)',
      },
    ],
  },
]);

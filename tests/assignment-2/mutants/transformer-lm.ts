import { defineMutants } from '@dawnbook/grader/self-check';

export default defineMutants('transformer-lm', [
  {
    name: 'softmax',
    mistake: 'returns probabilities',
    edits: [
      {
        file: 'src/transformer-lm.ts',
        find: "import { RotaryEmbedding } from './rope.ts';\n",
        replace: "import { RotaryEmbedding } from './rope.ts';\nimport { softmax } from './softmax.ts';\n",
      },
      {
        file: 'src/transformer-lm.ts',
        find: 'return this.lmHead.forward(x);',
        replace: 'return softmax(this.lmHead.forward(x), -1);',
      },
    ],
  },
  {
    name: 'no-final-norm',
    mistake: 'forgets the last norm',
    edits: [
      {
        file: 'src/transformer-lm.ts',
        find: 'if (this.lnFinal !== undefined) x = this.lnFinal.forward(x);',
        replace: '',
      },
    ],
  },
  {
    name: 'one-block',
    mistake: 'uses the first block for all layers',
    edits: [
      {
        file: 'src/transformer-lm.ts',
        find: 'x = layer.forward(x, {',
        replace: 'x = this.layers[layer === this.layers[0] ? 0 : 0]!.forward(x, {',
      },
    ],
  },
  {
    name: 'tied',
    mistake: 'uses the embedding as output matrix',
    edits: [
      { file: 'src/transformer-lm.ts', find: 'tieEmbeddings = false', replace: 'tieEmbeddings = true' },
    ],
  },
  {
    name: 'one-seed',
    mistake: 'starts all layers with the same weights',
    edits: [{ file: 'src/transformer-lm.ts', find: 'childSeed(seed, 3 + i)', replace: 'childSeed(seed, 3)' }],
  },
  {
    name: 'last-only',
    mistake: 'gives logits of the last position only',
    edits: [
      {
        file: 'src/transformer-lm.ts',
        find: 'return this.lmHead.forward(x);',
        replace: 'return this.lmHead.forward(x.narrow(-2, x.shape.at(-2)! - 1, 1));',
      },
    ],
  },
  {
    name: 'theta-ignored',
    mistake: 'always uses the default base of the rotary positions',
    edits: [
      { file: 'src/transformer-lm.ts', find: 'theta: ropeTheta,', replace: 'theta: ropeTheta * 0 + 10_000,' },
    ],
  },
  {
    name: 'no-limit',
    mistake: 'does not check the context length',
    edits: [
      {
        file: 'src/transformer-lm.ts',
        find: 'if (seq > contextLength)',
        replace: 'if (seq > 2 * contextLength)',
      },
    ],
  },
]);

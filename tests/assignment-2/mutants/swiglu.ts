import { defineMutants } from '@dawnbook/grader/self-check';

export default defineMutants('swiglu', [
  {
    name: 'gate-on-w3',
    mistake: 'puts SiLU on W₃x',
    edits: [
      { file: 'src/feed-forward.ts', find: 'silu(this.w1.forward(x))', replace: 'silu(this.w3.forward(x))' },
      {
        file: 'src/feed-forward.ts',
        find: 'gate.mul(this.w3.forward(x))',
        replace: 'gate.mul(this.w1.forward(x))',
      },
    ],
  },
  {
    name: 'sigmoid-gate',
    mistake: 'uses the sigmoid, as in GLU',
    edits: [
      {
        file: 'src/feed-forward.ts',
        find: 'silu(this.w1.forward(x))',
        replace: 'this.w1.forward(x).sigmoid()',
      },
    ],
  },
  {
    name: 'w2-w3-swapped',
    mistake: 'swaps the roles of W₂ and W₃',
    edits: [
      {
        file: 'src/feed-forward.ts',
        find: 'this.w2 = new Linear(dFf, dModel,',
        replace: 'this.w2 = new Linear(dModel, dFf,',
      },
      {
        file: 'src/feed-forward.ts',
        find: 'this.w3 = new Linear(dModel, dFf,',
        replace: 'this.w3 = new Linear(dFf, dModel,',
      },
      {
        file: 'src/feed-forward.ts',
        find: 'return this.w2.forward(gate.mul(this.w3.forward(x)))',
        replace: 'return this.w3.forward(gate.mul(this.w2.forward(x)))',
      },
    ],
  },
  {
    name: 'no-gate',
    mistake: 'leaves out W₃',
    edits: [{ file: 'src/feed-forward.ts', find: 'gate.mul(this.w3.forward(x))', replace: 'gate' }],
  },
  {
    name: 'one-seed',
    mistake: 'starts W₁ and W₃ with the same weights',
    edits: [{ file: 'src/feed-forward.ts', find: 'childSeed(seed, 3)', replace: 'childSeed(seed, 1)' }],
  },
]);

import { defineMutants } from '@dawnbook/grader/self-check';

export default defineMutants('transformer-block', [
  {
    name: 'post-norm',
    mistake: 'normalizes after each addition',
    edits: [{ file: 'src/block.ts', find: "norm = 'pre', ffn", replace: "norm = 'post', ffn" }],
  },
  {
    name: 'no-residual',
    mistake: 'does not add the input of a sublayer',
    edits: [{ file: 'src/block.ts', find: '? x.add(f(norm.forward(x)))', replace: '? f(norm.forward(x))' }],
  },
  {
    name: 'one-norm',
    mistake: 'uses one norm twice',
    edits: [
      {
        file: 'src/block.ts',
        find: "this.ln2 = norm === 'none' ? undefined : new RMSNorm(dModel);",
        replace: 'this.ln2 = this.ln1;',
      },
    ],
  },
  {
    name: 'ffn-of-x',
    mistake: 'feeds the second sublayer with x, not with z',
    edits: [
      {
        file: 'src/block.ts',
        find: 'return this.#subLayer(z, this.ln2, (input) => this.ffn.forward(input));',
        replace: 'return z.add(this.ffn.forward(this.ln2 === undefined ? x : this.ln2.forward(x)));',
      },
    ],
  },
  {
    name: 'second-residual',
    mistake: 'adds the second sublayer to x',
    edits: [
      {
        file: 'src/block.ts',
        find: 'return this.#subLayer(z, this.ln2, (input) => this.ffn.forward(input));',
        replace: 'return this.#subLayer(z, this.ln2, (input) => this.ffn.forward(input)).sub(z).add(x);',
      },
    ],
  },
  {
    name: 'positions-dropped',
    mistake: 'does not hand on the positions',
    edits: [
      {
        file: 'src/block.ts',
        find: 'this.attn.forward(input, options)',
        replace: 'this.attn.forward(input, { cache: options.cache })',
      },
    ],
  },
]);

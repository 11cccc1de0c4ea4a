import { defineMutants } from '@dawnbook/grader/self-check';

export default defineMutants('rope', [
  {
    name: 'halves',
    mistake: 'pairs element k with k + d/2',
    edits: [
      { file: 'src/rope.ts', find: "'... (k two) -> two ... k'", replace: "'... (two k) -> two ... k'" },
      { file: 'src/rope.ts', find: "'... k two -> ... (k two)'", replace: "'... k two -> ... (two k)'" },
    ],
  },
  {
    name: 'k-from-one',
    mistake: 'counts pairs from 1',
    edits: [{ file: 'src/rope.ts', find: 'i % numPairs]', replace: '(i % numPairs) + 1]' }],
  },
  {
    name: 'exponent',
    mistake: 'forgets the 2 in the exponent',
    edits: [{ file: 'src/rope.ts', find: '(-2 * k)', replace: '-k' }],
  },
  {
    name: 'turns-back',
    mistake: 'turns the other way',
    edits: [
      {
        file: 'src/rope.ts',
        find: 'a.mul(cos).sub(b.mul(sin)), a.mul(sin).add(b.mul(cos))',
        replace: 'a.mul(cos).add(b.mul(sin)), b.mul(cos).sub(a.mul(sin))',
      },
    ],
  },
  {
    name: 'positions-ignored',
    mistake: 'uses 0 to seq − 1, whatever the positions',
    edits: [
      { file: 'src/rope.ts', find: 'import { rearrange,', replace: 'import { arange, rearrange,' },
      {
        file: 'src/rope.ts',
        find: 'this.#cos.indexSelect(0, positions)',
        replace: 'this.#cos.indexSelect(0, arange(positions.shape.at(-1)!))',
      },
      {
        file: 'src/rope.ts',
        find: 'this.#sin.indexSelect(0, positions)',
        replace: 'this.#sin.indexSelect(0, arange(positions.shape.at(-1)!))',
      },
    ],
  },
  {
    name: 'angles-in-f32',
    mistake: 'takes sine and cosine of angles in f32, on the device',
    edits: [
      {
        file: 'src/rope.ts',
        find: 'tensor(Float32Array.from(angles, Math.cos), [maxSeqLen, numPairs])',
        replace: 'tensor(Float32Array.from(angles), [maxSeqLen, numPairs]).cos()',
      },
      {
        file: 'src/rope.ts',
        find: 'tensor(Float32Array.from(angles, Math.sin), [maxSeqLen, numPairs])',
        replace: 'tensor(Float32Array.from(angles), [maxSeqLen, numPairs]).sin()',
      },
    ],
  },
  {
    name: 'positions-clamped',
    mistake: 'moves positions into the table, and hides a mistake',
    edits: [
      {
        file: 'src/rope.ts',
        find: 'const cos = this.#cos.indexSelect(0, positions);',
        replace: `const numRows = this.#cos.shape[0]!;
    const rows = positions.clamp(0, numRows - 1);
    const cos = this.#cos.indexSelect(0, rows);`,
      },
      {
        file: 'src/rope.ts',
        find: 'this.#sin.indexSelect(0, positions)',
        replace: 'this.#sin.indexSelect(0, rows)',
      },
    ],
  },
  {
    name: 'table-per-call',
    mistake: 'uploads the table with each call',
    edits: [
      { file: 'src/rope.ts', find: 'readonly #cos: Tensor;', replace: 'readonly #cos: () => Tensor;' },
      { file: 'src/rope.ts', find: 'this.#cos = tensor(', replace: 'this.#cos = () => tensor(' },
      { file: 'src/rope.ts', find: 'this.#cos.indexSelect', replace: 'this.#cos().indexSelect' },
    ],
  },
]);

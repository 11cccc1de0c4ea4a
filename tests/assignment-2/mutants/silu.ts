import { defineMutants } from '@dawnbook/grader/self-check';

export default defineMutants('silu', [
  {
    name: 'sigmoid',
    mistake: 'forgets the factor x',
    edits: [{ file: 'src/silu.ts', find: 'x.mul(x.sigmoid())', replace: 'x.sigmoid()' }],
  },
  {
    name: 'tanh',
    mistake: 'multiplies with tanh',
    edits: [{ file: 'src/silu.ts', find: 'x.sigmoid()', replace: 'x.tanh()' }],
  },
  {
    name: 'overflows',
    mistake: 'divides by 1 + e^−x, which overflows',
    edits: [{ file: 'src/silu.ts', find: 'x.mul(x.sigmoid())', replace: 'x.div(x.neg().exp().add(1))' }],
  },
]);

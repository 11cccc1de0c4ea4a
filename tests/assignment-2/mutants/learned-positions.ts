import { defineMutants } from '@dawnbook/grader/self-check';

export default defineMutants('learned-positions', [
  {
    name: 'by-id',
    mistake: 'looks up the token and not the position',
    edits: [
      {
        file: 'src/learned-positions.ts',
        find: 'this.weight.narrow(0, offset, seq).broadcastTo([...ids.shape, dModel])',
        replace: 'this.weight.indexSelect(0, ids.add(offset)).reshape([...ids.shape, dModel])',
      },
    ],
  },
  {
    name: 'no-offset',
    mistake: 'starts at 0 always',
    edits: [
      { file: 'src/learned-positions.ts', find: 'narrow(0, offset, seq)', replace: 'narrow(0, 0, seq)' },
    ],
  },
  {
    name: 'first-gradient-only',
    mistake: 'passes the gradient of the first sequence only',
    edits: [
      {
        file: 'src/learned-positions.ts',
        find: 'import { Module, Parameter, type Tensor }',
        replace: 'import { Module, Parameter, stack, type Tensor }',
      },
      {
        file: 'src/learned-positions.ts',
        find: 'return this.weight.narrow(0, offset, seq).broadcastTo([...ids.shape, dModel]);',
        replace: `const rows = this.weight.narrow(0, offset, seq);
    const count = ids.size / seq;
    return stack(Array.from({ length: count }, (_, i) => (i === 0 ? rows : rows.detach()))).reshape([...ids.shape, dModel]);`,
      },
    ],
  },
]);

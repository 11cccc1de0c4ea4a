import { expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { nd, vec } from '../support/nd.ts';

const square = nd([2, 2], [1, 2, 3, 4]);

exercise('einsum-five', ({ test, run }) => {
  test('trace', async () => {
    expectSame(await run.array({ fn: 'trace', args: [square] }), nd([], [5]), 'trace');
  });

  test('matrix times vector and matrix', async () => {
    expectSame(await run.array({ fn: 'matVec', args: [square, vec(1, 10)] }), vec(21, 43), 'product');
    const right = nd([2, 3], [1, 0, 1, 0, 1, 1]);
    expectSame(
      await run.array({ fn: 'matMul', args: [square, right] }),
      nd([2, 3], [1, 2, 3, 3, 4, 7]),
      'product',
    );
  });

  test('inner and outer product', async () => {
    expectSame(await run.array({ fn: 'inner', args: [vec(1, 2), vec(3, 4)] }), nd([], [11]), 'product');
    expectSame(await run.array({ fn: 'outer', args: [vec(1, 2), vec(3)] }), nd([2, 1], [3, 6]), 'product');
  });

  test('a matrix that is not square has no trace', async () => {
    await expectError(run.array({ fn: 'trace', args: [nd([1, 2], [1, 2])] }), 'RangeError');
  });
});

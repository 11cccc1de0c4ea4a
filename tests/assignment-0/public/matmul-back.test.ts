import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { build, nd } from '../support/nd.ts';

exercise('matmul-back', ({ test, run }) => {
  test('2 × 3 times 3 × 3', async () => {
    const x = nd([2, 3], [1, 2, 3, 4, 5, 6]);
    const y = nd([3, 3], [1, 0, 0, 0, 2, 0, 0, 0, 3]);
    const gradOut = nd([2, 3], [1, 1, 1, 0, 0, 1]);
    const args = [gradOut, build([2, 3], () => 0), x, y];
    expectSame(await run.array({ fn: 'matmulBack0', args }), nd([2, 3], [1, 2, 3, 0, 0, 3]), 'gradient of x');
    expectSame(
      await run.array({ fn: 'matmulBack1', args }),
      nd([3, 3], [1, 1, 5, 2, 2, 7, 3, 3, 9]),
      'gradient of y',
    );
  });

  test('1 × 1', async () => {
    const args = [nd([1, 1], [5]), nd([1, 1], [6]), nd([1, 1], [2]), nd([1, 1], [3])];
    expectSame(await run.array({ fn: 'matmulBack0', args }), nd([1, 1], [15]), 'gradient of x');
    expectSame(await run.array({ fn: 'matmulBack1', args }), nd([1, 1], [10]), 'gradient of y');
  });

  test('each gradient has the shape of its matrix', async () => {
    const args = [
      build([2, 4], () => 1),
      build([2, 4], () => 1),
      build([2, 3], () => 1),
      build([3, 4], () => 1),
    ];
    expectSame((await run.array({ fn: 'matmulBack0', args })).shape, [2, 3], 'shape');
    expectSame((await run.array({ fn: 'matmulBack1', args })).shape, [3, 4], 'shape');
  });
});

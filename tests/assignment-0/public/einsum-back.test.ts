import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { nd, vec } from '../support/nd.ts';

exercise('einsum-back', ({ test, run }) => {
  test('a matrix product', async () => {
    const x = nd([1, 2], [3, 4]);
    const y = nd([2, 2], [1, 2, 5, 7]);
    const gradOut = nd([1, 2], [1, 10]);
    const pattern = 'i j, j k -> i k';
    expectSame(
      await run.array({ fn: 'einsumBack', args: [0, gradOut, pattern, x, y] }),
      nd([1, 2], [21, 75]),
      'gradient of x',
    );
    expectSame(
      await run.array({ fn: 'einsumBack', args: [1, gradOut, pattern, x, y] }),
      nd([2, 2], [3, 30, 4, 40]),
      'gradient of y',
    );
  });

  test('a sum alone spreads the gradient', async () => {
    const grad = await run.array({ fn: 'einsumBack', args: [0, nd([], [5]), 'i ->', vec(1, 2, 3)] });
    expectSame(grad, vec(5, 5, 5), 'gradient');
  });
});

import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { CLOSE, nd, vec } from '../support/nd.ts';

const { E } = Math;

exercise('log-back', ({ test, run }) => {
  test('the gradients of 2 at 1, e and e to the e', async () => {
    const grad = await run.array({ fn: 'logBack', args: [vec(2, 2, 2), vec(0, 1, E), vec(1, E, E ** E)] });
    expectClose(grad, vec(2, 2 / E, 2 / E ** E), CLOSE, 'gradient');
  });

  test('the gradient has the shape of x', async () => {
    const ones = nd([2, 1, 2], [1, 1, 1, 1]);
    const { shape } = await run.array({ fn: 'logBack', args: [ones, ones, ones] });
    expectSame(shape, [2, 1, 2], 'shape');
  });
});

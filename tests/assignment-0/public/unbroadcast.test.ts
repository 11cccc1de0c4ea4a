import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { build, nd } from '../support/nd.ts';

exercise('unbroadcast', ({ test, run }) => {
  const ones = (...shape: number[]) => build(shape, () => 1);
  const sums = (grad: number[], like: number[]) =>
    run.newArray({ fn: 'unbroadcast', args: [ones(...grad), ones(...like)] });

  test('axes on the left, and a stretched one: [5, 1, 2, 4, 3] to [2, 1, 3]', async () => {
    expectSame(
      await sums([5, 1, 2, 4, 3], [2, 1, 3]),
      build([2, 1, 3], () => 20),
      'gradient',
    );
  });

  test('stretched axes stay, with length 1', async () => {
    expectSame(
      await sums([2, 4, 3], [2, 1, 3]),
      build([2, 1, 3], () => 4),
      'gradient',
    );
    expectSame(
      await sums([2, 4, 3], [1, 1, 3]),
      build([1, 1, 3], () => 8),
      'gradient',
    );
  });

  test('equal shapes: a copy', async () => {
    const grad = nd([2, 2], [1, 2, 3, 4]);
    expectSame(await run.newArray({ fn: 'unbroadcast', args: [grad, ones(2, 2)] }), grad, 'gradient');
  });
});

import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { CLOSE, vec } from '../support/nd.ts';

exercise('backprop', ({ test, run }) => {
  test('the logarithm of a logarithm', async () => {
    const { grads } = await run.runGraph({
      leaves: [{ name: 'a', value: vec(2, 10) }],
      program: [
        { out: 'b', op: 'logarithm', in: ['a'] },
        { out: 'c', op: 'logarithm', in: ['b'] },
      ],
      root: 'c',
    });
    expectSame(Object.keys(grads), ['a'], 'tensors with a gradient');
    const slope = (x: number): number => 1 / (x * Math.log(x));
    expectClose(grads['a']!, vec(slope(2), slope(10)), CLOSE, 'gradient of a');
  });

  test('a product, with endGrad', async () => {
    const { grads } = await run.runGraph({
      leaves: [
        { name: 'a', value: vec(1, 2) },
        { name: 'b', value: vec(3, 4) },
      ],
      program: [{ out: 'c', op: 'times', in: ['a', 'b'] }],
      root: 'c',
      endGrad: vec(1, 10),
    });
    expectSame(grads, { a: vec(3, 40), b: vec(1, 20) }, 'gradients');
  });

  test('a tensor that is used twice gets the sum', async () => {
    const { grads } = await run.runGraph({
      leaves: [{ name: 'a', value: vec(3) }],
      program: [
        { out: 'b', op: 'double', in: ['a'] },
        { out: 'c', op: 'times', in: ['a', 'b'] },
      ],
      root: 'c',
    });
    expectSame(grads['a'], vec(12), 'gradient of a');
  });

  test('what requires no gradient gets none', async () => {
    const { grads } = await run.runGraph({
      leaves: [
        { name: 'a', value: vec(3), requiresGrad: false },
        { name: 'b', value: vec(5) },
      ],
      program: [{ out: 'c', op: 'times', in: ['a', 'b'] }],
      root: 'c',
    });
    expectSame(grads, { b: vec(3) }, 'gradients');
  });
});

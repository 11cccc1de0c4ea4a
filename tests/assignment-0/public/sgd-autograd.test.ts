import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { vec } from '../support/nd.ts';

const params = [
  { value: vec(1, 2), grad: vec(2, 4) },
  { value: vec(3), grad: vec(-8) },
];

exercise('sgd-autograd', ({ test, run }) => {
  test('a step of two parameters', async () => {
    const { values } = await run.sgd({ params, lr: 0.5 });
    expectSame(values, [vec(0, 0), vec(7)], 'parameters');
  });

  test('zeroGrad drops all gradients', async () => {
    const { gradsLeft } = await run.sgd({ params, lr: 0.5, zero: true });
    expectSame(gradsLeft, 0, 'gradients left');
  });
});

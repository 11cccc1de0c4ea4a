import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { vec } from '../support/nd.ts';

exercise('maximum-relu', ({ test, run }) => {
  test('the larger one gets the gradient, equal ones share it', async () => {
    const args = [vec(2, 4, 8), vec(5, 3, 3), vec(5, 1, 3), vec(3)];
    expectSame(await run.array({ fn: 'maximumBack0', args }), vec(2, 0, 4), 'gradient of x');
    expectSame(await run.array({ fn: 'maximumBack1', args }), vec(8), 'gradient of y');
  });

  test('relu', async () => {
    const { value, grad } = await run.relu({ x: vec(-2, 3) });
    expectSame(value, vec(0, 3), 'value');
    expectSame(grad, vec(0, 1), 'gradient');
  });
});

import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { vec } from '../support/nd.ts';

exercise('arithmetic-backs', ({ test, run }) => {
  const gradOut = vec(1, 10);

  test('add, with a stretched y', async () => {
    const args = [gradOut, vec(4, 5), vec(1, 2), vec(3)];
    expectSame(await run.array({ fn: 'addBack0', args }), vec(1, 10), 'gradient of x');
    expectSame(await run.array({ fn: 'addBack1', args }), vec(11), 'gradient of y');
  });

  test('subtract, with a stretched y', async () => {
    const args = [gradOut, vec(-2, -1), vec(1, 2), vec(3)];
    expectSame(await run.array({ fn: 'subtractBack0', args }), vec(1, 10), 'gradient of x');
    expectSame(await run.array({ fn: 'subtractBack1', args }), vec(-11), 'gradient of y');
  });

  test('divide, with a stretched y', async () => {
    const args = [gradOut, vec(0.5, 1), vec(1, 2), vec(2)];
    expectSame(await run.array({ fn: 'divideBack0', args }), vec(0.5, 5), 'gradient of x');
    expectSame(await run.array({ fn: 'divideBack1', args }), vec(-5.25), 'gradient of y');
  });
});

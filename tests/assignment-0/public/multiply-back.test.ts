import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { nd, vec } from '../support/nd.ts';

const gradOut = vec(1, 10, 100);

exercise('multiply-back', ({ test, run }) => {
  test('vector times vector', async () => {
    const args = [gradOut, vec(4, 10, 18), vec(1, 2, 3), vec(4, 5, 6)];
    expectSame(await run.array({ fn: 'multiplyBack0', args }), vec(4, 50, 600), 'gradient of x');
    expectSame(await run.array({ fn: 'multiplyBack1', args }), vec(1, 20, 300), 'gradient of y');
  });

  test('a vector of one element was stretched', async () => {
    const args = [gradOut, vec(2, 4, 6), vec(1, 2, 3), vec(2)];
    expectSame(await run.array({ fn: 'multiplyBack0', args }), vec(2, 20, 200), 'gradient of x');
    expectSame(await run.array({ fn: 'multiplyBack1', args }), vec(321), 'gradient of y');
  });

  test('a number has the shape []', async () => {
    const args = [gradOut, vec(2, 4, 6), vec(1, 2, 3), 2];
    expectSame(await run.array({ fn: 'multiplyBack1', args }), nd([], [321]), 'gradient of y');
  });
});

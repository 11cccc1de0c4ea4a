import { expectClose } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32 } from '../support/arrays.ts';
import { ew } from '../support/tolerances.ts';

exercise('rmsnorm', ({ test, run }) => {
  test('a vector is divided by the root of its mean square', async () => {
    // The mean of 9 and 16 is 12.5.
    const { y } = await run.rmsnorm({ x: f32([1, 2], [3, 4]) });
    expectClose(y, f32([1, 2], [3 / Math.sqrt(12.5), 4 / Math.sqrt(12.5)]), ew, 'y');
  });

  test('the gain multiplies, element by element', async () => {
    const { y } = await run.rmsnorm({ x: f32([1, 2], [3, 4]), weights: { weight: f32([2], [2, -1]) } });
    expectClose(y, f32([1, 2], [6 / Math.sqrt(12.5), -4 / Math.sqrt(12.5)]), ew, 'y');
  });

  test('zeros stay zeros', async () => {
    const { y } = await run.rmsnorm({ x: f32([2, 4], Array<number>(8).fill(0)) });
    expectClose(y, f32([2, 4], Array<number>(8).fill(0)), { rtol: 0, atol: 0 }, 'y');
  });
});

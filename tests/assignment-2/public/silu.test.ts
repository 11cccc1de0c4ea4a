import { expectClose } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32 } from '../support/arrays.ts';
import { ew } from '../support/tolerances.ts';

exercise('silu', ({ test, run }) => {
  test('x·σ(x) at 0, ±1 and 5', async () => {
    const { y } = await run.silu({ x: f32([4], [0, 1, -1, 5]) });
    expectClose(y, f32([4], [0, 0.7310585786, -0.2689414214, 4.9665357458]), ew, 'y');
  });
});

import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { bool, f32 } from '../support/arrays.ts';

exercise('causal-mask', ({ test, run }) => {
  test('three queries at three keys see what is not after them', async () => {
    const mask = await run.causalMask({ numQueries: 3, numKeys: 3 });
    expectSame(mask, bool([3, 3], [true, false, false, true, true, false, true, true, true]), 'mask');
  });

  test('a single query is at the last position, and sees everything', async () => {
    const mask = await run.causalMask({ numQueries: 1, numKeys: 4 });
    expectSame(mask, bool([1, 4], [true, true, true, true]), 'mask');
  });

  test('applyMask keeps what is allowed, and pushes the rest far down', async () => {
    const { y } = await run.applyMask({
      scores: f32([1, 3], [5, -7, 0.25]),
      mask: bool([1, 3], [true, false, true]),
    });
    expectClose(y, f32([1, 3], [5, -1e30, 0.25]), { rtol: 1e-6, atol: 0 }, 'y');
  });
});

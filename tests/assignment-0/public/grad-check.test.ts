import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { vec } from '../support/nd.ts';

exercise('grad-check', ({ test, run }) => {
  test('x² passes', async () => {
    const { ok } = await run.gradCheck({ op: 'square', inputs: [vec(1, -2, 3)] });
    expectSame(ok, true, 'ok');
  });

  test('a wrong gradient is found, and where it is', async () => {
    const { ok, worst } = await run.gradCheck({ op: 'planted', inputs: [vec(0.5, 0, -1)] });
    expectSame([ok, worst.input, worst.index], [false, 0, 1], '[ok, input, index]');
    // Twice the error of the differences, h²/6 and rounding, is far below this.
    expectClose(worst.analytic - worst.numeric, 1e-3, { rtol: 1e-4, atol: 0 }, 'analytic − numeric');
  });
});

import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { build, nd, vec } from '../support/nd.ts';

exercise('kernel-zip-broadcast', ({ test, run }) => {
  test('2 × 3', async () => {
    const { out } = await run.outerAdd({ a: vec(10, 20), b: vec(1, 2, 3) });
    expectSame(out, nd([2, 3], [11, 12, 13, 21, 22, 23]), 'result');
  });

  test('8 × 8, one workgroup', async () => {
    const tens = build([8], ([i]) => 10 * i!);
    const ones = build([8], ([i]) => i!);
    const { out, dispatches } = await run.outerAdd({ a: tens, b: ones });
    expectSame(
      out,
      build([8, 8], ([i, j]) => 10 * i! + j!),
      'result',
    );
    expectSame(dispatches, 1, 'dispatches');
  });
});

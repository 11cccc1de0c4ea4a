import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { build, nd, vec } from '../support/nd.ts';

exercise('kernel-row-sum', ({ test, run }) => {
  test('1 × 5', async () => {
    const { out } = await run.rowSum({ x: nd([1, 5], [1, 2, 3, 4, 5]) });
    expectSame(out, vec(15), 'sums');
  });

  test('4 × 128, one element for each thread', async () => {
    const { out, dispatches } = await run.rowSum({ x: build([4, 128], ([i]) => i!) });
    expectSame(out, vec(0, 128, 256, 384), 'sums');
    expectSame(dispatches, 1, 'dispatches');
  });

  test('3 × 1,000, several for each thread', async () => {
    const { out } = await run.rowSum({ x: build([3, 1000], ([i]) => i! + 1) });
    expectSame(out, vec(1000, 2000, 3000), 'sums');
  });
});

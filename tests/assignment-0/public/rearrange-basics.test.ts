import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { nd } from '../support/nd.ts';

exercise('rearrange-basics', ({ test, run }) => {
  test('3 to 8 in three rows', async () => {
    expectSame(await run.array({ fn: 'grid3to8', args: [] }), nd([3, 2], [3, 4, 5, 6, 7, 8]), 'grid');
  });

  test('1 to 6 in two rows', async () => {
    expectSame(await run.array({ fn: 'grid1to6', args: [] }), nd([2, 3], [1, 2, 3, 4, 5, 6]), 'grid');
  });

  test('from 7 on, in one row of two', async () => {
    expectSame(await run.array({ fn: 'grid', args: [7, 1, 2] }), nd([1, 2], [7, 8]), 'grid');
  });
});

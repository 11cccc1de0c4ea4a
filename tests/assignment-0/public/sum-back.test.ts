import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { nd, vec } from '../support/nd.ts';

const x = nd([2, 3], [1, 2, 3, 4, 5, 6]);

exercise('sum-back', ({ test, run }) => {
  test('of everything', async () => {
    const args = [nd([], [7]), nd([], [21]), x, {}];
    expectSame(await run.newArray({ fn: 'sumBack', args }), nd([2, 3], [7, 7, 7, 7, 7, 7]), 'gradient');
  });

  test('over the rows', async () => {
    const args = [vec(1, 2, 3), vec(5, 7, 9), x, { dim: 0 }];
    expectSame(await run.newArray({ fn: 'sumBack', args }), nd([2, 3], [1, 2, 3, 1, 2, 3]), 'gradient');
  });

  test('over the columns, with the axis kept', async () => {
    const args = [nd([2, 1], [1, 2]), nd([2, 1], [6, 15]), x, { dim: [1], keepdim: true }];
    expectSame(await run.newArray({ fn: 'sumBack', args }), nd([2, 3], [1, 1, 1, 2, 2, 2]), 'gradient');
  });
});

import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { CLOSE, nd } from '../support/nd.ts';

exercise('cosine-similarity', ({ test, run }) => {
  test('rows get the length 1', async () => {
    const rows = await run.array({ fn: 'normalizeRows', args: [nd([2, 2], [3, 4, 0, 5])] });
    expectClose(rows, nd([2, 2], [0.6, 0.8, 0, 1]), CLOSE, 'rows');
  });

  test('the cosines of all pairs', async () => {
    const cosines = await run.array({ fn: 'cosineMatrix', args: [nd([2, 2], [3, 4, 0, 5])] });
    expectClose(cosines, nd([2, 2], [1, 0.8, 0.8, 1]), CLOSE, 'cosines');
  });

  test('three rows of two make a 3 × 3 matrix', async () => {
    const { shape } = await run.array({ fn: 'cosineMatrix', args: [nd([3, 2], [1, 2, 3, 4, 5, 6])] });
    expectSame(shape, [3, 3], 'shape');
  });
});

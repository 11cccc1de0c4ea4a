import { expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { nd, vec } from '../support/nd.ts';

const xs = [vec(1, 2, 3), vec(4, 5, 6)];

exercise('stack-back', ({ test, run }) => {
  test('two vectors as rows, and as columns', async () => {
    expectSame(await run.array({ fn: 'stack', args: [xs, 0] }), nd([2, 3], [1, 2, 3, 4, 5, 6]), 'rows');
    expectSame(await run.array({ fn: 'stack', args: [xs, 1] }), nd([3, 2], [1, 4, 2, 5, 3, 6]), 'columns');
  });

  test('each gets its slice of the gradient', async () => {
    const gradOut = nd([3, 2], [1, 2, 3, 4, 5, 6]);
    expectSame(
      await run.array({ fn: 'stackBack', args: [0, gradOut, xs, 1] }),
      vec(1, 3, 5),
      'gradient of the first',
    );
    expectSame(
      await run.array({ fn: 'stackBack', args: [1, gradOut, xs, 1] }),
      vec(2, 4, 6),
      'gradient of the second',
    );
  });

  test('two shapes are an error', async () => {
    await expectError(run.array({ fn: 'stack', args: [[vec(1), vec(1, 2)], 0] }), 'RangeError');
  });
});

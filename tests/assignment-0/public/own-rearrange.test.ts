import { expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { build, nd } from '../support/nd.ts';

const x = nd([2, 3], [1, 2, 3, 4, 5, 6]);

exercise('own-rearrange', ({ test, run }) => {
  test('transposes', async () => {
    expectSame(
      await run.array({ fn: 'rearrange', args: [x, 'h w -> w h'] }),
      nd([3, 2], [1, 4, 2, 5, 3, 6]),
      'result',
    );
  });

  test('joins and splits axes', async () => {
    expectSame(
      await run.array({ fn: 'rearrange', args: [x, 'h w -> (w h)'] }),
      nd([6], [1, 4, 2, 5, 3, 6]),
      'result',
    );
    const split = await run.array({
      fn: 'rearrange',
      args: [nd([6], [1, 2, 3, 4, 5, 6]), '(a b) -> b a', { a: 2 }],
    });
    expectSame(split, nd([3, 2], [1, 4, 2, 5, 3, 6]), 'result');
  });

  test('adds an axis of length 1', async () => {
    const { shape } = await run.array({ fn: 'rearrange', args: [x, 'h w -> h 1 w'] });
    expectSame(shape, [2, 1, 3], 'shape');
  });

  test('an ellipsis keeps axes together', async () => {
    const { shape } = await run.array({
      fn: 'rearrange',
      args: [build([2, 3, 4], () => 0), 'a ... -> ... a'],
    });
    expectSame(shape, [3, 4, 2], 'shape');
  });

  test('a name that is only on the left is an error', async () => {
    await expectError(run.array({ fn: 'rearrange', args: [x, 'h w -> h'] }), 'RangeError', 'w');
  });
});

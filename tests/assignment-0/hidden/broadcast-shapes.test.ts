import { expectError, expectSame } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { broadcast, broadcastPair } from '../support/nd.ts';

exercise('broadcast-shapes', ({ test, run }) => {
  const shape = (...shapes: number[][]) => run.numbers({ fn: 'broadcastShapes', args: shapes });

  test('500 random pairs, with lengths from 0', async () => {
    for (const { x, y } of fc.sample(broadcastPair(5, 0), 500)) {
      expectSame(await shape(x, y), broadcast(x, y), 'shape', `[${x}] and [${y}]`);
    }
  });

  test('three shapes and more', async () => {
    const threes = fc.tuple(broadcastPair(4), fc.integer({ min: 0, max: 4 })).map(([{ x, y, out }, drop]) => {
      return [x, y, out.slice(drop)];
    });
    for (const three of fc.sample(threes, 100)) {
      expectSame(
        await shape(...three),
        broadcast(...three),
        'shape',
        three.map((one) => `[${one}]`).join(' '),
      );
    }
    expectSame(await shape([1], [1], [5, 1], [4]), [5, 4], 'shape');
  });

  test('one shape and no shape', async () => {
    expectSame(await shape([2, 0, 3]), [2, 0, 3], 'shape');
    expectSame(await shape([], []), [], 'shape');
    expectSame(await shape([], [2]), [2], 'shape');
  });

  test('0 with 1 is 0', async () => {
    expectSame(await shape([0], [1]), [0], 'shape');
    expectSame(await shape([1, 3], [0, 1]), [0, 3], 'shape');
  });

  test('0 with 2 is an error', async () => {
    await expectError(shape([0], [2]), 'RangeError', '0', '2');
  });

  test('an error names the axis of the result, and both sizes', async () => {
    await expectError(shape([7, 5, 3], [6, 3]), 'RangeError', /axis\D*1/i, '5', '6');
    await expectError(shape([1, 4], [2, 4], [9, 1]), 'RangeError', /axis\D*0/i, '2', '9');
  });
});

import { expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

exercise('broadcast-shapes', ({ test, run }) => {
  const shape = (...shapes: number[][]) => run.numbers({ fn: 'broadcastShapes', args: shapes });

  test('1 stretches', async () => {
    expectSame(await shape([3, 1], [1, 4]), [3, 4], 'shape');
  });

  test('shapes are aligned at the right', async () => {
    expectSame(await shape([2, 3, 4], [4]), [2, 3, 4], 'shape');
  });

  test('two different sizes are an error with both in it', async () => {
    await expectError(shape([2, 3], [2, 4]), 'RangeError', '3', '4', /axis/i);
  });
});

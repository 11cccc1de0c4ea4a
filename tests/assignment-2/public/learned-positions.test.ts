import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32, i32 } from '../support/arrays.ts';

const weights = { weight: f32([4, 2], [0, 1, 10, 11, 20, 21, 30, 31]) };

exercise('learned-positions', ({ test, run }) => {
  test('position i gets row i, in every sequence', async () => {
    const { y } = await run.learnedPositions({ ids: i32([2, 3], [5, 5, 5, 9, 0, 1]), weights });
    expectSame(y, f32([2, 3, 2], [0, 1, 10, 11, 20, 21, 0, 1, 10, 11, 20, 21]), 'y');
  });
});

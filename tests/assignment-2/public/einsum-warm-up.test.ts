import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32, randomArrays } from '../support/arrays.ts';

exercise('einsum-warm-up', ({ test, run, seed }) => {
  test('batchedLinear multiplies each row with the matrix', async () => {
    const { y } = await run.batchedLinear({
      d: f32([2, 3], [1, 2, 3, 4, 5, 6]),
      a: f32([2, 3], [1, 0, -1, 2, 2, 2]),
    });
    expectSame(y, f32([2, 2], [-2, 12, -2, 30]), 'y');
  });

  test('batchedLinear takes leading axes', async () => {
    const random = randomArrays(seed);
    const { y } = await run.batchedLinear({ d: random.normal([2, 3, 4]), a: random.normal([5, 4]) });
    expectSame([...y.shape], [2, 3, 5], 'shape of y');
  });

  test('dimImages makes one copy of an image for each value', async () => {
    // One image of 1 × 2 pixels with one channel.
    const { y } = await run.dimImages({ images: f32([1, 1, 2, 1], [2, 4]), dimBy: f32([3], [0, 0.5, 1]) });
    expectSame(y, f32([1, 3, 1, 2, 1], [0, 0, 1, 2, 2, 4]), 'y');
  });

  test('mixPixels: row i of b says what output pixel i is made of', async () => {
    const b = f32([2, 2], [1, 1, 0, 3]);
    const { y } = await run.mixPixels({ images: f32([1, 1, 2, 2], [1, 2, 10, 20]), b });
    expectSame(y, f32([1, 1, 2, 2], [11, 22, 30, 60]), 'y');
  });
});

import { expectClose } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32, mapArray, numbersOf, part, randomArrays, sum } from '../support/arrays.ts';
import { ew } from '../support/tolerances.ts';

exercise('softmax', ({ test, run, seed }) => {
  test('each row sums to 1', async () => {
    const { y } = await run.softmax({ x: randomArrays(seed).normal([3, 5]), dim: 1 });
    for (let row = 0; row < 3; row++) {
      expectClose(sum(numbersOf(part(y, row))), 1, ew, `sum of row ${row}`);
    }
  });

  test('adding 1,000 to everything changes nothing', async () => {
    // Multiples of 1/8: adding 1,000 to them is exact.
    const x = mapArray(randomArrays(seed).normal([3, 5]), (value) => Math.round(8 * value) / 8);
    const { y } = await run.softmax({ x, dim: 1 });
    const { y: shifted } = await run.softmax({ x: mapArray(x, (value) => value + 1000), dim: 1 });
    expectClose(shifted, y, ew, 'y');
  });

  test('the axis may be the first', async () => {
    const { y } = await run.softmax({ x: f32([2, 2], [0, Math.log(3), 0, 0]), dim: 0 });
    expectClose(y, f32([2, 2], [0.5, 0.75, 0.5, 0.25]), ew, 'y');
  });
});

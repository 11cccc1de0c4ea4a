import { expectClose, expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32, i32, randomArrays } from '../support/arrays.ts';
import { gradientOf } from '../support/gradients.ts';
import { ew, twice } from '../support/tolerances.ts';

exercise('learned-positions', ({ test, run, seed }) => {
  test('exactly the first rows, whatever the ids', async () => {
    const random = randomArrays(seed);
    const weight = random.normal([16, 32]);
    const expected = f32([2, 8, 32], [...weight.data.subarray(0, 256), ...weight.data.subarray(0, 256)]);
    for (const ids of [random.ids([2, 8], 64), i32([2, 8], Array<number>(16).fill(1_000_000))]) {
      expectSame((await run.learnedPositions({ ids, weights: { weight } })).y, expected, 'y');
    }
  });

  test('an offset moves the rows', async () => {
    const random = randomArrays(seed);
    const [ids, weight] = [random.ids([2, 8], 64), random.normal([16, 32])];
    for (const offset of [1, 8]) {
      const { y } = await run.learnedPositions({ ids, weights: { weight }, offset });
      const rows = [...weight.data.subarray(32 * offset, 32 * (offset + 8))];
      expectSame(y, f32([2, 8, 32], [...rows, ...rows]), `y at offset ${offset}`);
    }
  });

  test('the gradient of a row is the sum over the batch', async () => {
    const random = randomArrays(seed);
    const [ids, weight, gradOut] = [
      random.ids([2, 8], 64),
      random.normal([16, 32]),
      random.normal([2, 8, 32]),
    ];
    const { grads } = await run.learnedPositions({ ids, weights: { weight }, offset: 3, gradOut });
    const expected = new Float64Array(16 * 32);
    for (let i = 0; i < 256; i++) expected[3 * 32 + i] = gradOut.data[i]! + gradOut.data[256 + i]!;
    expectClose(gradientOf(grads, 'weight'), f32([16, 32], expected), twice(ew), 'gradient of the weight');
  });

  test('positions beyond the context length are an error', async () => {
    const random = randomArrays(seed);
    const weights = { weight: random.normal([16, 32]) };
    await expectError(run.learnedPositions({ ids: random.ids([1, 17], 64), weights }), 'RangeError', '16');
    await expectError(
      run.learnedPositions({ ids: random.ids([1, 8], 64), weights, offset: 9 }),
      'RangeError',
      '16',
    );
  });
});

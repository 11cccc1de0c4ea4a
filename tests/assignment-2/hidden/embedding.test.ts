import { expectAtMost, expectClose, expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { deviation, f32, i32, numbersOf, randomArrays } from '../support/arrays.ts';
import { gradientOf } from '../support/gradients.ts';
import { ew, twice } from '../support/tolerances.ts';

exercise('embedding', ({ test, run, seed }) => {
  for (const shape of [[], [8], [2, 2, 4]]) {
    test(`exactly the rows of the table, for ids with ${shape.length} axes`, async () => {
      const random = randomArrays(seed);
      const [ids, weight] = [random.ids(shape, 64), random.normal([64, 32])];
      const { y } = await run.embedding({ ids, weights: { weight } });
      const rows = Array.from(ids.data, (id) => [...weight.data.subarray(id * 32, id * 32 + 32)]);
      expectSame(y, f32([...shape, 32], rows.flat()), 'y');
    });
  }

  test('the first and the last row', async () => {
    const weight = randomArrays(seed).normal([64, 32]);
    const { y } = await run.embedding({ ids: i32([2], [63, 0]), weights: { weight } });
    expectSame([...y.data.subarray(0, 32)], [...weight.data.subarray(63 * 32)], 'last row');
    expectSame([...y.data.subarray(32)], [...weight.data.subarray(0, 32)], 'first row');
  });

  test('gradients of an id that occurs several times add up, and rows without ids get none', async () => {
    const random = randomArrays(seed);
    const ids = i32([8], [3, 7, 3, 3, 0, 63, 7, 3]);
    const gradOut = random.normal([8, 32]);
    const { grads } = await run.embedding({ ids, weights: { weight: random.normal([64, 32]) }, gradOut });
    const expected = new Float64Array(64 * 32);
    for (const [at, id] of ids.data.entries()) {
      for (let d = 0; d < 32; d++) expected[id * 32 + d]! += gradOut.data[at * 32 + d]!;
    }
    expectClose(gradientOf(grads, 'weight'), f32([64, 32], expected), twice(ew), 'gradient of the table');
  });

  test('with checks on, an id outside of the table is an error', async () => {
    const weights = { weight: randomArrays(seed).normal([64, 32]) };
    for (const id of [64, -1]) {
      await expectError(run.embedding({ ids: i32([2], [3, id]), weights, checks: true }), 'RangeError');
    }
    // The others still work.
    const { y } = await run.embedding({ ids: i32([2], [0, 63]), weights, checks: true });
    expectSame([...y.shape], [2, 32], 'shape of y');
  });

  test('the first table has a standard deviation of 1, and follows the seed', async () => {
    const args = { numEmbeddings: 500, embeddingDim: 50 };
    const { weight } = await run.embeddingState({ ...args, seed: 1 });
    // 25,000 values tell a standard deviation to 0.45 %.
    expectClose(deviation(numbersOf(weight!)), 0.9866, { rtol: 0.022, atol: 0 }, 'standard deviation');
    const other = await run.embeddingState({ ...args, seed: 2 });
    expectSame(other['weight']!.data[0] === weight!.data[0], false, 'same first number');
  });

  test('no table of ones and zeros: memory is what goes in and out', async () => {
    const [numEmbeddings, embeddingDim] = [4096, 32];
    const ids = randomArrays(seed).ids([2, 64], numEmbeddings);
    const { peakBytes } = await run.embeddingCounts({ ids, numEmbeddings, embeddingDim });
    // A one-hot matrix would have 2·64·4096 floats: 2 MB.
    const output = 4 * 128 * embeddingDim;
    expectAtMost(peakBytes, 3 * output + 4 * numEmbeddings * embeddingDim, 'bytes');
  });
});

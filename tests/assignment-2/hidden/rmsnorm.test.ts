import { expectAtMost, expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { mapArray, plain, randomArrays, widen } from '../support/arrays.ts';
import { changedAt, positionsOf } from '../support/attention-cases.ts';
import { rmsNorm64 } from '../support/float64.ts';
import { expectGradients } from '../support/gradients.ts';
import { ew } from '../support/tolerances.ts';

exercise('rmsnorm', ({ test, run, seed }) => {
  for (const shape of [[32], [8, 32], [2, 2, 8, 32]]) {
    test(`${shape.length - 1} leading axes`, async () => {
      const random = randomArrays(seed);
      const [x, weight] = [random.normal(shape, 2), random.normal([32])];
      const { y } = await run.rmsnorm({ x, weights: { weight } });
      expectClose(y, plain(rmsNorm64(widen(x), widen(weight))), ew, 'y');
    });
  }

  test('ε is added to the mean of the squares, inside of the root', async () => {
    const random = randomArrays(seed);
    const [x, weight] = [random.normal([8, 32]), random.normal([32])];
    const { y } = await run.rmsnorm({ x, weights: { weight }, eps: 0.5 });
    expectClose(y, plain(rmsNorm64(widen(x), widen(weight), 0.5)), ew, 'y');
  });

  test('the size of the input does not matter, until ε is larger', async () => {
    const x = randomArrays(seed).normal([8, 32]);
    const { y } = await run.rmsnorm({ x });
    const large = await run.rmsnorm({ x: mapArray(x, (value) => value * 1e4) });
    expectClose(large.y, y, { rtol: 1e-4, atol: 0 }, 'y of 10,000 times the input');
    const tiny = mapArray(x, (value) => value * 1e-6);
    const ones = { shape: [32], data: new Float64Array(32).fill(1) };
    expectClose(
      (await run.rmsnorm({ x: tiny })).y,
      plain(rmsNorm64(widen(tiny), ones)),
      ew,
      'y of tiny inputs',
    );
  });

  test('the mean stays', async () => {
    const x = randomArrays(seed).normal([8, 32], 0.1, 5);
    const { y } = await run.rmsnorm({ x });
    expectClose(y, plain(rmsNorm64(widen(x), { shape: [32], data: new Float64Array(32).fill(1) })), ew, 'y');
  });

  test('gradients of the input and the gain', async () => {
    const random = randomArrays(seed);
    const [x, weight, gradOut] = [random.normal([8, 32]), random.normal([32]), random.normal([8, 32])];
    const { grads } = await run.rmsnorm({ x, weights: { weight }, gradOut });
    expectGradients(grads, {
      forward: (inputs) => rmsNorm64(inputs.x, inputs.weight),
      inputs: { x: widen(x), weight: widen(weight) },
      gradOut,
      // Sums of up to 32 terms of order 1.
      tolerance: { rtol: 0, atol: 4 * ew.rtol },
      seed,
    });
  });

  test('rows do not mix', async () => {
    const x = randomArrays(seed).normal([1, 8, 32]);
    const { y } = await run.rmsnorm({ x });
    const { y: other } = await run.rmsnorm({ x: changedAt(x, 3, (value) => 100 * value) });
    expectSame(positionsOf(other, 0, 3), positionsOf(y, 0, 3), 'rows before the changed one');
    expectSame(positionsOf(other, 4, 8), positionsOf(y, 4, 8), 'rows after the changed one');
  });

  test('three kernels are enough', async () => {
    const { dispatches } = await run.rmsnormCounts({ x: randomArrays(seed).normal([8, 32]) });
    expectAtMost(dispatches, 3, 'dispatches');
  });
});

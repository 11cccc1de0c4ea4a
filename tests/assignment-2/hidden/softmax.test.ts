import type { NDArray } from '@dawnbook/grader';
import { expectAtMost, expectClose, expectError } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32, numbersOf, part, plain, randomArrays, sum, widen } from '../support/arrays.ts';
import { rows64, softmaxRow } from '../support/float64.ts';
import { expectGradients, gradientOf } from '../support/gradients.ts';
import { ew, twice } from '../support/tolerances.ts';

/** Softmax along any axis, in float64. */
function along(x: NDArray, dim: number): NDArray {
  const length = x.shape[dim]!;
  const inner = x.shape.slice(dim + 1).reduce((a, b) => a * b, 1);
  const y = new Float32Array(x.data.length);
  for (let first = 0; first < x.data.length; first++) {
    if (Math.floor(first / inner) % length !== 0) continue;
    const at = Array.from({ length }, (_, i) => first + i * inner);
    for (const [i, value] of softmaxRow(at.map((index) => x.data[index]!)).entries()) y[at[i]!] = value;
  }
  return { shape: [...x.shape], data: y };
}

exercise('softmax', ({ test, run, seed }) => {
  test('every axis of a tensor with four, counted from either side', async () => {
    const x = randomArrays(seed).normal([2, 3, 4, 5], 2);
    for (let dim = 0; dim < 4; dim++) {
      expectClose((await run.softmax({ x, dim })).y, along(x, dim), ew, `y along axis ${dim}`);
      expectClose((await run.softmax({ x, dim: dim - 4 })).y, along(x, dim), ew, `y along axis ${dim - 4}`);
    }
  });

  test('very large, very small and equal inputs', async () => {
    const rows = [
      [1e4, 1e4 + 1, 1e4 - 2, 1e4],
      [-1e4, -1e4 + 1, -1e4 - 2, -1e4],
      [7, 7, 7, 7],
      [-50, 1e4, 3, 0],
      [-3e38, 0, 1, -3e38],
      [-3e38, -3e38, -3e38, -3e38],
    ];
    // All in one tensor: what is large in one row must not make another one vanish.
    const x = f32([6, 4], rows.flat());
    expectClose((await run.softmax({ x, dim: 1 })).y, along(x, 1), ew, 'y');
  });

  test('an axis of one element gives 1', async () => {
    const x = randomArrays(seed).normal([3, 1], 100);
    expectClose((await run.softmax({ x, dim: 1 })).y, f32([3, 1], [1, 1, 1]), { rtol: 0, atol: 0 }, 'y');
  });

  test('the gradient is the product with the Jacobian', async () => {
    const random = randomArrays(seed);
    const [x, gradOut] = [random.normal([4, 6]), random.normal([4, 6])];
    const { grads } = await run.softmax({ x, dim: 1, gradOut });
    expectGradients(grads, {
      forward: (inputs) => rows64(inputs.x, softmaxRow),
      inputs: { x: widen(x) },
      gradOut,
      tolerance: twice(ew),
      seed,
    });
  });

  test('the gradient sums to 0 along the axis', async () => {
    const random = randomArrays(seed);
    const [x, gradOut] = [random.normal([4, 6], 3), random.normal([4, 6])];
    const gradient = gradientOf((await run.softmax({ x, dim: 1, gradOut })).grads, 'x');
    for (let row = 0; row < 4; row++) {
      expectClose(sum(numbersOf(part(gradient, row))), 0, { rtol: 0, atol: 1e-5 }, `sum of row ${row}`);
    }
  });

  test('an input whose elements lie in another order', async () => {
    const x = randomArrays(seed).normal([4, 6]);
    const { y } = await run.softmax({ x, dim: 1, layout: 'permuted' });
    expectClose(y, plain(rows64(widen(x), softmaxRow)), ew, 'y');
  });

  test('an axis that does not exist is an error', async () => {
    const x = randomArrays(seed).normal([4, 6]);
    await expectError(run.softmax({ x, dim: 2 }), 'RangeError');
    await expectError(run.softmax({ x, dim: -3 }), 'RangeError');
  });

  test('three kernels are enough', async () => {
    const { dispatches } = await run.softmaxCounts({ x: randomArrays(seed).normal([4, 6]), dim: 1 });
    expectAtMost(dispatches, 3, 'dispatches');
  });
});

import { expectAtMost, expectClose, expectError, expectSame } from '@dawnbook/grader/suite';
import type { NDArray } from '@dawnbook/grader';
import { exercise } from '../suite.ts';
import { f32, i32, numbersOf, randomArrays, sum } from '../support/arrays.ts';
import { ropeRow } from '../support/float64.ts';
import { gradientOf } from '../support/gradients.ts';

/** Rows of the last axis, each turned by its position. */
function turned(x: NDArray, positions: readonly number[], theta: number): NDArray {
  const d = x.shape.at(-1)!;
  const rows = positions.map((position, i) => ropeRow(x.data.subarray(i * d, (i + 1) * d), position, theta));
  return f32([...x.shape], rows.flat());
}

/** Cosine and sine are rounded to f32, and two products are added: a few units of 2⁻²⁴ of |x|, at most 5 here. */
const tolerance = { rtol: 0, atol: 2e-5 * 5 };

exercise('rope', ({ test, run, seed }) => {
  test('positions up to 100,000 are as exact as small ones', async () => {
    const random = randomArrays(seed);
    const positions = [99_999, ...Array.from({ length: 7 }, () => random.int(0, 99_999))];
    const x = random.uniform([8, 8], -5, 5);
    const { y } = await run.rope({ theta: 10_000, maxSeqLen: 100_000, x, positions: i32([8], positions) });
    expectClose(y, turned(x, positions, 10_000), tolerance, 'y');
  });

  test('products of queries and keys depend on the distance only', async () => {
    const random = randomArrays(seed);
    const [q, k] = [random.normal([1, 8]), random.normal([1, 8])];
    const product = async (m: number, n: number): Promise<number> => {
      const x = f32([2, 8], [...q.data, ...k.data]);
      const { y } = await run.rope({ theta: 100, maxSeqLen: 64, x, positions: i32([2], [m, n]) });
      const rows = numbersOf(y);
      return sum(rows.slice(0, 8).map((value, i) => value * rows[8 + i]!));
    };
    const near = await product(7, 3);
    for (const shift of [1, 20, 50]) {
      expectClose(await product(7 + shift, 3 + shift), near, { rtol: 1e-4, atol: 1e-4 }, 'product');
    }
  });

  test('positions in any order, some of them twice', async () => {
    const x = randomArrays(seed).uniform([8, 8], -5, 5);
    for (const positions of [
      [5, 5, 0, 31, 2, 2, 7, 1],
      [7, 6, 5, 4, 3, 2, 1, 0],
    ]) {
      const { y } = await run.rope({ theta: 10_000, maxSeqLen: 32, x, positions: i32([8], positions) });
      expectClose(y, turned(x, positions, 10_000), tolerance, 'y');
    }
  });

  test('positions of each sequence serve all of its heads', async () => {
    const random = randomArrays(seed);
    const x = random.uniform([2, 4, 8, 8], -5, 5);
    const options = { theta: 10_000, maxSeqLen: 32, x };
    const shared = numbersOf(random.ids([8], 32));
    const { y } = await run.rope({ ...options, positions: i32([8], shared) });
    const everywhere = Array.from({ length: 8 }, () => shared).flat();
    expectClose(y, turned(x, everywhere, 10_000), tolerance, 'y for positions [seq]');

    const own = random.ids([2, 1, 8], 32);
    const { y: each } = await run.rope({ ...options, positions: own });
    const rows = [0, 1].flatMap((b) =>
      Array.from({ length: 4 }, () => [...own.data.subarray(8 * b, 8 * b + 8)]),
    );
    expectClose(each, turned(x, rows.flat(), 10_000), tolerance, 'y for positions [batch, 1, seq]');
  });

  test('the gradient is turned back', async () => {
    const random = randomArrays(seed);
    const [x, gradOut] = [random.normal([8, 8]), random.uniform([8, 8], -5, 5)];
    const positions = numbersOf(random.ids([8], 32));
    const { grads } = await run.rope({
      theta: 50,
      maxSeqLen: 32,
      x,
      positions: i32([8], positions),
      gradOut,
    });
    const back = positions.map((position) => -position);
    expectClose(gradientOf(grads, 'x'), turned(gradOut, back, 50), tolerance, 'gradient of x');
  });

  test('other bases, other widths', async () => {
    const random = randomArrays(seed);
    for (const [theta, d] of [
      [500_000, 8],
      [2, 8],
      [10_000, 2],
    ] as const) {
      const x = random.uniform([8, d], -5, 5);
      const positions = numbersOf(random.ids([8], 32));
      const { y } = await run.rope({ theta, maxSeqLen: 32, x, positions: i32([8], positions) });
      expectClose(y, turned(x, positions, theta), tolerance, `y for θ = ${theta}`);
    }
  });

  test('an input whose elements lie in another order', async () => {
    const x = randomArrays(seed).uniform([8, 8], -5, 5);
    const positions = [0, 1, 2, 3, 4, 5, 6, 7];
    const { y } = await run.rope({
      theta: 10_000,
      maxSeqLen: 32,
      x,
      positions: i32([8], positions),
      layout: 'permuted',
    });
    expectClose(y, turned(x, positions, 10_000), tolerance, 'y');
  });

  test('the tables are made once: a later call brings no new bytes but its result', async () => {
    const random = randomArrays(seed);
    const x = random.normal([8, 8]);
    const { liveBytes, reads } = await run.ropeCounts({
      x,
      positions: random.ids([8], 4096),
      maxSeqLen: 4096,
    });
    // A table of 4,096 rows has 64 kB.
    expectAtMost(liveBytes, 4 * 3 * 64, 'new bytes');
    expectSame(reads, 0, 'reads');
  });

  test('with checks on, a position that is not in the table is an error', async () => {
    const x = randomArrays(seed).normal([2, 8]);
    for (const position of [32, -1]) {
      const positions = i32([2], [0, position]);
      await expectError(run.rope({ theta: 10_000, maxSeqLen: 32, x, positions, checks: true }), 'RangeError');
    }
    const { y } = await run.rope({
      theta: 10_000,
      maxSeqLen: 32,
      x,
      positions: i32([2], [0, 31]),
      checks: true,
    });
    expectClose(y, turned(x, [0, 31], 10_000), tolerance, 'y');
  });

  test('an odd width has no pairs', async () => {
    const x = randomArrays(seed).normal([2, 7]);
    const call = run.rope({ theta: 10_000, maxSeqLen: 32, x, positions: i32([2], [0, 1]) });
    await expectError(call, 'RangeError', '7');
  });
});

import { expectClose, expectError } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { array, at, build, EXACT, type Nd } from '../support/nd.ts';

/** Whole numbers below 2¹²: products and short sums are exact in 32 bits. */
const whole = fc.integer({ min: -64, max: 64 });
const sum = (n: number, term: (k: number) => number): number => {
  let total = 0;
  for (let k = 0; k < n; k++) total += term(k);
  return total;
};

exercise('einsum-five', ({ test, run }) => {
  const check = async (m: number, n: number, k: number): Promise<void> => {
    const [matrix, left, right, square, x, y] = fc.sample(
      fc.tuple(
        array([m, n], whole),
        array([m], whole),
        array([n, k], whole),
        array([n, n], whole),
        array([n], whole),
        array([n], whole),
      ),
      1,
    )[0]!;
    const context = `m = ${m}, n = ${n}, k = ${k}`;
    const call = async (fn: 'trace' | 'matVec' | 'matMul' | 'inner' | 'outer', args: Nd[], result: Nd) =>
      expectClose(await run.array({ fn, args }), result, EXACT, `${fn}, ${context}`);
    await call(
      'trace',
      [square],
      build([], () => sum(n, (i) => at(square, [i, i]))),
    );
    await call(
      'matVec',
      [matrix, x],
      build([m], ([i]) => sum(n, (j) => at(matrix, [i!, j]) * at(x, [j]))),
    );
    await call(
      'matMul',
      [matrix, right],
      build([m, k], ([i, l]) => sum(n, (j) => at(matrix, [i!, j]) * at(right, [j, l!]))),
    );
    await call(
      'inner',
      [x, y],
      build([], () => sum(n, (i) => at(x, [i]) * at(y, [i]))),
    );
    await call(
      'outer',
      [left, x],
      build([m, n], ([i, j]) => at(left, [i!]) * at(x, [j!])),
    );
  };

  test('random sizes', async () => {
    const size = fc.integer({ min: 1, max: 6 });
    for (const [m, n, k] of fc.sample(fc.tuple(size, size, size), 30)) await check(m, n, k);
  });

  test('1 × 1, and sums over nothing', async () => {
    await check(1, 1, 1);
    await check(2, 0, 3);
  });

  test('a matrix that is not square has no trace', async () => {
    for (const shape of [
      [2, 3],
      [3, 2],
    ]) {
      await expectError(run.array({ fn: 'trace', args: [build(shape, () => 1)] }), 'RangeError');
    }
  });
});

import { expectAtMost, expectClose, expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { deviation, mean, numbersOf, randomArrays } from '../support/arrays.ts';

const n = 65_536;

/** Φ, the share of a normal distribution below z (Abramowitz and Stegun 7.1.26, error below 1e-7). */
function cumulative(z: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(z)) / Math.SQRT2);
  const polynomial =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = 0.5 * polynomial * Math.exp((-z * z) / 2);
  return z > 0 ? 1 - tail : tail;
}

exercise('truncated-normal', ({ test, run, seed }) => {
  const own = (seed >>> 0) % 1000;

  test('the standard deviation is that of the truncated distribution', async () => {
    for (const std of [0.1, 3]) {
      const values = numbersOf(await run.truncatedNormal({ shape: [256, 256], std, seed: own }));
      // A normal distribution cut at ±3σ has 0.9866 σ; n values tell it to 1/√(2n).
      expectClose(
        deviation(values) / std,
        0.9866,
        { rtol: 0, atol: 4.5 / Math.sqrt(2 * n) },
        'deviation / std',
      );
    }
  });

  test('the mean is where it should be', async () => {
    const options = { shape: [n], std: 2, seed: own + 1 };
    const atol = (4.5 * 2) / Math.sqrt(n);
    expectClose(mean(numbersOf(await run.truncatedNormal(options))), 0, { rtol: 0, atol }, 'mean');
    const shifted = numbersOf(await run.truncatedNormal({ ...options, mean: 10 }));
    expectClose(mean(shifted), 10, { rtol: 0, atol }, 'mean');
    // The bounds move with the mean.
    expectAtMost(Math.max(...shifted), 16, 'largest value');
    expectAtMost(-Math.min(...shifted), -4, 'smallest value, with its sign changed');
  });

  test('values do not pile up at the bounds', async () => {
    const values = numbersOf(await run.truncatedNormal({ shape: [n], std: 1, seed: own + 2 }));
    // Clamping would put 0.27 % of them there: 177 values.
    const atBounds = values.filter((value) => Math.abs(Math.abs(value) - 3) < 1e-6).length;
    expectAtMost(atBounds, 5, 'values within 1e-6 of a bound');
  });

  test('bounds are absolute, and need not be symmetrical', async () => {
    const [low, high, std, centre] = [-0.5, 4, 2, 1];
    const array = await run.truncatedNormal({ shape: [n], std, mean: centre, low, high, seed: own + 3 });
    const values = numbersOf(array).toSorted((a, b) => a - b);
    const [below, above] = [cumulative((low - centre) / std), cumulative((high - centre) / std)];
    // Kolmogorov and Smirnov: the largest distance between what was drawn and the distribution.
    let distance = 0;
    for (const [i, value] of values.entries()) {
      const expected = (cumulative((value - centre) / std) - below) / (above - below);
      distance = Math.max(distance, Math.abs(expected - i / n), Math.abs(expected - (i + 1) / n));
    }
    // It exceeds this once in 100,000 times.
    expectAtMost(distance, 2.5 / Math.sqrt(n), 'Kolmogorov-Smirnov distance');
  });

  test('other seeds give other numbers, and unrelated ones', async () => {
    const arrays: number[][] = [];
    for (const each of [own, own + 1, own + 2]) {
      arrays.push(numbersOf(await run.truncatedNormal({ shape: [n], std: 1, seed: each })));
    }
    for (const [i, j] of [
      [0, 1],
      [1, 2],
      [0, 2],
    ] as const) {
      for (const lag of [0, 1, 2]) {
        const products = arrays[i]!.slice(lag).map((value, at) => value * arrays[j]![at]!);
        expectAtMost(Math.abs(mean(products)), 5 / Math.sqrt(n), 'correlation of two seeds');
      }
    }
  });

  test('numbers of one seed are unrelated, too', async () => {
    const values = numbersOf(await run.truncatedNormal({ shape: [n], std: 1, seed: own + 9 }));
    for (const lag of [1, 2, 3]) {
      const products = values.slice(lag).map((value, at) => value * values[at]!);
      expectAtMost(Math.abs(mean(products)), 5 / Math.sqrt(n), `correlation of values ${lag} apart`);
    }
  });

  test('bounds that are no bounds, and a deviation that is not positive, are errors', async () => {
    const options = { shape: [4], seed: 1 };
    await expectError(run.truncatedNormal({ ...options, std: 1, low: 2, high: 1 }), 'RangeError');
    await expectError(run.truncatedNormal({ ...options, std: 1, low: 1, high: 1 }), 'RangeError');
    await expectError(run.truncatedNormal({ ...options, std: 0 }), 'RangeError');
    await expectError(run.truncatedNormal({ ...options, std: -1 }), 'RangeError');
  });

  test('defaultDFf for other widths and multiples', async () => {
    const random = randomArrays(seed);
    for (let round = 0; round < 20; round++) {
      const [dModel, multipleOf] = [random.int(1, 4096), 2 ** random.int(0, 7)];
      const exact = (8 * dModel) / 3;
      if ((exact / multipleOf) % 1 === 0.5) continue; // two multiples are equally near
      const candidates = Array.from({ length: 11_000 }, (_, i) => (i + 1) * multipleOf);
      const nearest = candidates.reduce((a, b) => (Math.abs(b - exact) < Math.abs(a - exact) ? b : a));
      expectSame(
        await run.defaultDFf({ dModel, multipleOf }),
        nearest,
        `defaultDFf(${dModel}, ${multipleOf})`,
      );
    }
  });
});

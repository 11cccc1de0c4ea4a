import { expectClose, expectError } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { array, build, CLOSE, type Nd, vec } from '../support/nd.ts';

interface Week {
  mean: number;
  std: number;
}

function week(x: Nd, day: number): Week {
  const first = day - (day % 7);
  const days = [...x.data.subarray(first, first + 7)];
  const mean = days.reduce((a, b) => a + b) / 7;
  return { mean, std: Math.sqrt(days.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 6) };
}

const expected = {
  weeklyMean: (x: Nd) => build([x.data.length / 7], ([i]) => week(x, 7 * i!).mean),
  weeklyDifference: (x: Nd) => build(x.shape, ([i]) => x.data[i!]! - week(x, i!).mean),
  weeklyNormalized: (x: Nd) =>
    build(x.shape, ([i]) => {
      const { mean, std } = week(x, i!);
      return std === 0 ? 0 : (x.data[i!]! - mean) / std;
    }),
} as const;

exercise('weekly-temperatures', ({ test, run }) => {
  const functions = ['weeklyMean', 'weeklyDifference', 'weeklyNormalized'] as const;
  const weeks = fc.integer({ min: 1, max: 20 }).chain((count) => array([7 * count]));

  for (const fn of functions) {
    test(`${fn} of 1 to 20 weeks`, async () => {
      for (const x of fc.sample(weeks, 10)) {
        expectClose(await run.array({ fn, args: [x] }), expected[fn](x), CLOSE, fn);
      }
    });

    test(`${fn} of six days is an error with the length`, async () => {
      await expectError(run.array({ fn, args: [vec(1, 2, 3, 4, 5, 6)] }), 'RangeError', '6', '7');
    });
  }

  test('a week of equal days becomes zeros', async () => {
    const x = vec(...Array<number>(7).fill(0.1), 1, 2, 3, 4, 5, 6, 7);
    expectClose(await run.array({ fn: 'weeklyNormalized', args: [x] }), expected.weeklyNormalized(x), CLOSE);
  });

  test('temperatures around 1,000,000', async () => {
    // 32-bit floats hold eighths there; the squares of the differences are computed in 64 bits.
    for (const x of fc.sample(weeks, 5)) {
      const far = build(x.shape, ([i]) => 1e6 + x.data[i!]!);
      expectClose(
        await run.array({ fn: 'weeklyNormalized', args: [far] }),
        expected.weeklyNormalized(far),
        CLOSE,
      );
    }
  });
});

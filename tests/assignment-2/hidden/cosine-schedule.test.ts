import { expectClose, expectError, expectSame } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';

const exact = { rtol: 1e-9, atol: 1e-12 };

interface Options {
  maxLr: number;
  minLr: number;
  warmupSteps: number;
  cosineSteps: number;
}

function rate(t: number, { maxLr, minLr, warmupSteps: w, cosineSteps: c }: Options): number {
  if (t < w) return (maxLr * t) / w;
  if (t > c) return minLr;
  // cos² of half the angle is the same curve.
  const share = c === w ? 1 : Math.cos((Math.PI / 2) * ((t - w) / (c - w))) ** 2;
  return minLr * (1 - share) + maxLr * share;
}

exercise('cosine-schedule', ({ test, run }) => {
  test('200 random schedules', async () => {
    const schedules = fc.record({
      maxLr: fc.double({ min: 1e-4, max: 1, noNaN: true }),
      minLr: fc.double({ min: 0, max: 1e-4, noNaN: true }),
      warmupSteps: fc.integer({ min: 0, max: 30 }),
      length: fc.integer({ min: 0, max: 60 }),
    });
    for (const { length, ...rest } of fc.sample(schedules, 200)) {
      const options = { ...rest, cosineSteps: rest.warmupSteps + length };
      const steps = Array.from({ length: options.cosineSteps + 5 }, (_, t) => t);
      const expected = steps.map((t) => rate(t, options));
      expectClose(
        await run.cosineSchedule({ steps, ...options }),
        expected,
        exact,
        `rates, ${JSON.stringify(options)}`,
      );
    }
  });

  test('no warm-up: the first rate is the largest', async () => {
    const options = { maxLr: 0.5, minLr: 0.1, warmupSteps: 0, cosineSteps: 10 };
    expectClose(await run.cosineSchedule({ steps: [0, 5, 10], ...options }), [0.5, 0.3, 0.1], exact, 'rates');
  });

  test('no cosine: the largest rate at the end of the warm-up, then the smallest', async () => {
    const options = { maxLr: 1, minLr: 0.25, warmupSteps: 4, cosineSteps: 4 };
    expectClose(await run.cosineSchedule({ steps: [3, 4, 5], ...options }), [0.75, 1, 0.25], exact, 'rates');
  });

  test('no jumps at the joints, up before the first and down after it', async () => {
    const options = { maxLr: 1, minLr: 0.1, warmupSteps: 500, cosineSteps: 2000 };
    const rates = await run.cosineSchedule({ steps: Array.from({ length: 2200 }, (_, t) => t), ...options });
    const jumps = rates.slice(1).map((after, t) => Math.abs(after - rates[t]!));
    expectSame(
      jumps.every((jump) => jump < 0.0021),
      true,
      'whether no step changes the rate by more than 1/500',
    );
    expectSame(
      rates.slice(1).every((after, t) => (t < 500 ? after > rates[t]! : after <= rates[t]!)),
      true,
      'whether it rises until step 500 and falls afterwards',
    );
  });

  test('equal rates: constant after the warm-up', async () => {
    const options = { maxLr: 0.3, minLr: 0.3, warmupSteps: 2, cosineSteps: 8 };
    expectClose(
      await run.cosineSchedule({ steps: [2, 5, 8, 20], ...options }),
      [0.3, 0.3, 0.3, 0.3],
      exact,
      'rates',
    );
  });

  test('steps out of range: a RangeError', async () => {
    const options = { maxLr: 1, minLr: 0.1, warmupSteps: 7, cosineSteps: 21 };
    await expectError(run.cosineSchedule({ steps: [-1], ...options }), 'RangeError', '-1');
    await expectError(run.cosineSchedule({ steps: [3], ...options, cosineSteps: 6 }), 'RangeError', '6', '7');
  });
});

import { expectClose } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

const exact = { rtol: 1e-9, atol: 1e-12 };

exercise('cosine-schedule', ({ test, run }) => {
  const options = { maxLr: 1, minLr: 0.1, warmupSteps: 7, cosineSteps: 21 };

  test('25 steps, with warm-up until 7 and a cosine until 21', async () => {
    const expected = [
      0, 0.14285714285714285, 0.2857142857142857, 0.42857142857142855, 0.5714285714285714, 0.7142857142857143,
      0.8571428571428571, 1, 0.9887175604818206, 0.9554359905560885, 0.9018241671106134, 0.8305704108364301,
      0.7452476826029011, 0.6501344202803414, 0.55, 0.44986557971965857, 0.3547523173970989,
      0.26942958916356996, 0.19817583288938662, 0.14456400944391146, 0.11128243951817937, 0.1, 0.1, 0.1, 0.1,
    ];
    const steps = expected.map((_, t) => t);
    expectClose(await run.cosineSchedule({ steps, ...options }), expected, exact, 'rates');
  });

  test('the ends of the pieces', async () => {
    expectClose(
      await run.cosineSchedule({ steps: [0, 7, 14, 21], ...options }),
      [0, 1, 0.55, 0.1],
      exact,
      'rates',
    );
  });

  test('after the cosine the rate stays', async () => {
    expectClose(await run.cosineSchedule({ steps: [22, 1000], ...options }), [0.1, 0.1], exact, 'rates');
  });
});

import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

exercise('truncated-normal', ({ test, run }) => {
  test('nothing lies outside of three standard deviations', async () => {
    const { shape, data } = await run.truncatedNormal({ shape: [100, 50], std: 0.5, seed: 1 });
    expectSame([...shape], [100, 50], 'shape');
    expectSame(
      data.every((value) => Math.abs(value) <= 1.5),
      true,
      'whether all values lie within [-1.5, 1.5]',
    );
    expectSame(
      data.some((value) => Math.abs(value) > 0.75),
      true,
      'whether any value lies beyond 1.5 standard deviations',
    );
  });

  test('the same seed gives the same numbers', async () => {
    const first = await run.truncatedNormal({ shape: [10], std: 1, seed: 7 });
    const second = await run.truncatedNormal({ shape: [10], std: 1, seed: 7 });
    expectSame(second, first, 'second call');
  });

  test('defaultDFf is the multiple of 64 that is nearest to 8/3 of dModel', async () => {
    for (const [dModel, dFf] of [
      [512, 1344],
      [64, 192],
      [32, 64],
      [8, 64],
    ] as const) {
      expectSame(await run.defaultDFf({ dModel }), dFf, `defaultDFf(${dModel})`);
    }
  });
});

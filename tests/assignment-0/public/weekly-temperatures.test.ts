import { expectClose, expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { CLOSE, vec } from '../support/nd.ts';

const twoWeeks = vec(0, 1, 2, 3, 4, 5, 6, 20, 20, 20, 20, 20, 20, 27);

exercise('weekly-temperatures', ({ test, run }) => {
  test('the means of two weeks', async () => {
    expectClose(await run.array({ fn: 'weeklyMean', args: [twoWeeks] }), vec(3, 21), CLOSE, 'means');
  });

  test('the differences from them', async () => {
    const expected = vec(-3, -2, -1, 0, 1, 2, 3, -1, -1, -1, -1, -1, -1, 6);
    expectClose(
      await run.array({ fn: 'weeklyDifference', args: [twoWeeks] }),
      expected,
      CLOSE,
      'differences',
    );
  });

  test('the normalized differences have one value for each day', async () => {
    const { shape } = await run.array({ fn: 'weeklyNormalized', args: [twoWeeks] });
    expectSame(shape, [14], 'shape');
  });

  test('eight days are no weeks', async () => {
    const days = vec(1, 2, 3, 4, 5, 6, 7, 8);
    await expectError(run.array({ fn: 'weeklyMean', args: [days] }), 'RangeError', '8');
  });
});

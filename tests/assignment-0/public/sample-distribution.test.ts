import { expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { vec } from '../support/nd.ts';

exercise('sample-distribution', ({ test, run }) => {
  test('one index for each u', async () => {
    const probs = vec(0.25, 0.5, 0.25);
    const indices = await run.numbers({ fn: 'sampleDistribution', args: [probs, [0.1, 0.3, 0.7, 0.8]] });
    expectSame(indices, [0, 1, 1, 2], 'indices');
  });

  test('a cumulative sum is greater than u, not equal', async () => {
    const indices = await run.numbers({ fn: 'sampleDistribution', args: [vec(0.5, 0.5), [0.5]] });
    expectSame(indices, [1], 'indices');
  });

  test('a sum of 0.75 is an error', async () => {
    const call = run.numbers({ fn: 'sampleDistribution', args: [vec(0.25, 0.5), [0.1]] });
    await expectError(call, 'RangeError', '0.75');
  });
});

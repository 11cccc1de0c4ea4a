import { expectClose, expectError } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { CLOSE, nd, vec } from '../support/nd.ts';

const { log } = Math;
/** exp gives 1, 2, 1 and 1, 1, 2. */
const rows = nd([2, 3], [0, log(2), 0, 0, 0, log(2)]);

exercise('stable-softmax', ({ test, run }) => {
  test('logsumexp of two rows', async () => {
    expectClose(await run.array({ fn: 'logsumexp', args: [rows] }), vec(log(4), log(4)), CLOSE);
  });

  test('softmax and its logarithm', async () => {
    const probabilities = [0.25, 0.5, 0.25, 0.25, 0.25, 0.5];
    expectClose(await run.array({ fn: 'softmaxRows', args: [rows] }), nd([2, 3], probabilities), CLOSE);
    expectClose(
      await run.array({ fn: 'logSoftmaxRows', args: [rows] }),
      nd([2, 3], probabilities.map(log)),
      CLOSE,
    );
  });

  test('cross-entropy has one value for each row', async () => {
    const loss = await run.array({ fn: 'crossEntropyRows', args: [rows, [1, 0]] });
    expectClose(loss, vec(log(2), log(4)), CLOSE);
  });

  test('label 3 of 3 is an error', async () => {
    await expectError(run.array({ fn: 'crossEntropyRows', args: [rows, [1, 3]] }), 'RangeError', '3');
  });
});

import { expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { nd } from '../support/nd.ts';

const scores = nd([3, 2], [1, 2, 5, 3, 0, 4]);

exercise('classifier-accuracy', ({ test, run }) => {
  test('two of three are right', async () => {
    expectSame(await run.numbers({ fn: 'accuracy', args: [scores, [1, 0, 0]] }), 2 / 3, 'accuracy');
  });

  test('all are right', async () => {
    expectSame(await run.numbers({ fn: 'accuracy', args: [scores, [1, 0, 1]] }), 1, 'accuracy');
  });

  test('class 2 of 2 is an error', async () => {
    await expectError(run.numbers({ fn: 'accuracy', args: [scores, [1, 2, 0]] }), 'RangeError', '2');
  });
});

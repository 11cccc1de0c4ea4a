import { expectError, expectSame } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { array, at, nd, type Nd } from '../support/nd.ts';

function expected(scores: Nd, labels: readonly number[]): number {
  const correct = labels.filter((label, i) => {
    for (let c = 0; c < scores.shape[1]!; c++) {
      const [own, other] = [at(scores, [i, label]), at(scores, [i, c])];
      if (c < label ? other >= own : other > own) return false;
    }
    return true;
  });
  return correct.length / labels.length;
}

exercise('classifier-accuracy', ({ test, run }) => {
  test('random scores, with ties', async () => {
    const cases = fc
      .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 2, max: 5 }))
      .chain(([batch, classes]) =>
        fc.record({
          scores: array([batch, classes], fc.integer({ min: -2, max: 2 })),
          labels: fc.array(fc.nat(classes - 1), { minLength: batch, maxLength: batch }),
        }),
      );
    for (const { scores, labels } of fc.sample(cases, 100)) {
      const context = `scores of shape [${scores.shape}]: ${scores.data.join(', ')}; labels: ${labels.join(', ')}`;
      expectSame(
        await run.numbers({ fn: 'accuracy', args: [scores, labels] }),
        expected(scores, labels),
        'accuracy',
        context,
      );
    }
  });

  test('of equal scores the lowest class wins', async () => {
    const scores = nd([2, 3], [1, 4, 4, 4, 1, 4]);
    expectSame(await run.numbers({ fn: 'accuracy', args: [scores, [1, 0]] }), 1, 'accuracy');
    expectSame(await run.numbers({ fn: 'accuracy', args: [scores, [2, 2]] }), 0, 'accuracy');
  });

  test('one example; all wrong', async () => {
    expectSame(await run.numbers({ fn: 'accuracy', args: [nd([1, 2], [-5, -6]), [0]] }), 1, 'accuracy');
    expectSame(
      await run.numbers({ fn: 'accuracy', args: [nd([2, 2], [0, 1, 1, 0]), [0, 1]] }),
      0,
      'accuracy',
    );
  });

  test('labels that are no classes', async () => {
    const scores = nd([2, 2], [0, 1, 1, 0]);
    await expectError(run.numbers({ fn: 'accuracy', args: [scores, [0, 5]] }), 'RangeError', '5');
    await expectError(run.numbers({ fn: 'accuracy', args: [scores, [-1, 0]] }), 'RangeError', '-1');
  });
});

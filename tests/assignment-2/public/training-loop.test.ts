import { expectAtMost, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { MICRO_TRAINING } from '../support/micro-training.ts';
import { npyFile } from '../support/npy.ts';

exercise('training-loop', ({ test, run }) => {
  const pattern = (length: number) =>
    npyFile(Array.from({ length }, (_, i) => [3, 1, 4, 1, 5, 9, 2, 6][i % 8]!));
  const call = () =>
    run.trainMicro({ config: MICRO_TRAINING, tokens: pattern(400), validation: pattern(200) });

  test('the loss falls on a pattern that repeats, records say how, and there is a checkpoint', async () => {
    const { records, summaries, hasCheckpoint } = await call();
    expectAtMost(summaries[0]!.trainLoss, 1, 'training loss after 20 steps');
    expectSame(
      records.map(({ step }) => step),
      [4, 9, 14, 19],
      'steps of the records',
    );
    expectSame(
      Object.keys(records.at(-1)!).toSorted(),
      ['gradNorm', 'lr', 'step', 'tokens', 'trainLoss', 'valLoss', 'wallSeconds'],
      'fields of the last record',
    );
    expectSame([summaries[0]!.reason, summaries[0]!.steps], ['finished', 20], 'reason and steps');
    expectSame(hasCheckpoint, true, 'whether there is a checkpoint');
  });
});

import { expectClose } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32 } from '../support/arrays.ts';
import { ew } from '../support/tolerances.ts';

exercise('frequency-penalty', ({ test, run }) => {
  test('a penalty of 2: six times takes 12 off, three times 6', async () => {
    const history = [[0, 1, 0, 1, 0, 1, 0, 0, 0]];
    const { y } = await run.applyFrequencyPenalty({ logits: f32([1, 3], [1, 1, 1]), history, penalty: 2 });
    expectClose(y, f32([1, 3], [-11, -5, 1]), ew, 'logits');
  });

  test('no history, no penalty', async () => {
    const logits = f32([1, 3], [1, 2, 3]);
    expectClose(
      (await run.applyFrequencyPenalty({ logits, history: [[]], penalty: 5 })).y,
      logits,
      ew,
      'logits',
    );
  });

  test('a negative penalty favours what was there', async () => {
    const { y } = await run.applyFrequencyPenalty({
      logits: f32([1, 2], [0, 0]),
      history: [[1, 1]],
      penalty: -0.5,
    });
    expectClose(y, f32([1, 2], [0, 1]), ew, 'logits');
  });
});

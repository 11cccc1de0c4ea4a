import { expectClose } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32 } from '../support/arrays.ts';
import { softmaxRow } from '../support/float64.ts';
import { ew } from '../support/tolerances.ts';

exercise('sample-next-token', ({ test, run }) => {
  const logits = f32([1, 3], [1, 2, 3]);

  test('without options: softmax', async () => {
    const { y } = await run.nextTokenProbs({ logits, history: [[0]], options: {} });
    expectClose(y, f32([1, 3], softmaxRow([1, 2, 3])), ew, 'probabilities');
  });

  test('a temperature of 0 takes the most likely token', async () => {
    const { y } = await run.nextTokenProbs({ logits, history: [[0]], options: { temperature: 0 } });
    expectClose(y, f32([1, 3], [0, 0, 1]), ew, 'probabilities');
  });

  test('penalty, temperature and top-k together', async () => {
    const options = { frequencyPenalty: 1.5, temperature: 0.5, topK: 2 };
    const { y } = await run.nextTokenProbs({ logits, history: [[2, 2]], options });
    expectClose(y, f32([1, 3], [...softmaxRow([2, 4]), 0]), ew, 'probabilities');
  });
});

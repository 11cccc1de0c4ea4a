import { expectClose } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32, i32 } from '../support/arrays.ts';
import { ew } from '../support/tolerances.ts';

exercise('log-probs', ({ test, run }) => {
  test('equal logits: every token has probability 1/vocab', async () => {
    const { y } = await run.logProbsOfNext({
      logits: f32([1, 3, 4], Array(12).fill(2)),
      ids: i32([1, 3], [0, 3, 1]),
    });
    expectClose(y, f32([1, 2], [-Math.log(4), -Math.log(4)]), ew, 'log-probabilities');
  });

  test('position t predicts token t + 1', async () => {
    // Position 0 is sure of token 1, position 1 of token 0; position 2 has nothing to predict.
    const logits = f32([1, 3, 2], [0, 50, 50, 0, 0, 50]);
    const { y } = await run.logProbsOfNext({ logits, ids: i32([1, 3], [0, 1, 0]) });
    expectClose(y, f32([1, 2], [0, 0]), ew, 'log-probabilities');
  });

  test('the perplexity of ln 10 is 10', async () => {
    expectClose(await run.perplexity({ losses: [Math.log(10), Math.log(10)] }), 10, ew, 'perplexity');
    expectClose(await run.perplexity({ losses: [Math.log(2), Math.log(8)] }), 4, ew, 'perplexity');
  });
});

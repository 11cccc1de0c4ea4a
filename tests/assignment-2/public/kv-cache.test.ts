import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { i32 } from '../support/arrays.ts';
import { decodingModel } from '../support/decoding-model.ts';
import { positionsOf } from '../support/incremental.ts';
import { model as tolerance } from '../support/tolerances.ts';

exercise('kv-cache', ({ test, run }) => {
  const model = decodingModel();
  const ids = i32([1, 8], [3, 1, 4, 1, 5, 9, 2, 6]);

  test('a prompt of 7 tokens, then one more: the logits of all 8 at once', async () => {
    const full = await run.transformerLm({ ...model, ids });
    const { logits } = await run.cachedLogits({ ...model, ids, splits: [7, 1] });
    expectClose(logits[0]!, positionsOf(full.y, 0, 7), tolerance, 'logits of the prompt');
    expectClose(logits[1]!, positionsOf(full.y, 7, 1), tolerance, 'logits of the last token');
  });

  test('the length counts the tokens', async () => {
    const { lengths } = await run.cachedLogits({ ...model, ids, splits: [3, 1, 4] });
    expectSame(lengths, [3, 4, 8], 'length after each part');
  });

  test('greedy text is the same with and without a cache', async () => {
    const options = { temperature: 0, maxNewTokens: 6, seed: 0 };
    const { plain, cached } = await run.generateBoth({ ...model, prompt: [3, 1, 4], options });
    expectSame(cached, plain, 'text');
  });
});

import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32 } from '../support/arrays.ts';
import { ew } from '../support/tolerances.ts';

exercise('evaluate', ({ test, run }) => {
  const tokens = [0, 1, 2, 3, 3, 2, 1, 0, 0, 2, 1, 3, 1];
  const uniform = { order: 0 as const, logits: f32([1, 4], [0, 0, 0, 0]) };

  test('a model that knows nothing', async () => {
    const { loss, perplexity } = await run.evaluate({ lm: uniform, tokens, batchSize: 2, contextLength: 4 });
    expectClose(loss, Math.log(4), ew, 'loss');
    expectClose(perplexity, 4, ew, 'perplexity');
  });

  test('a model that repeats the last token is right where tokens repeat', async () => {
    const copy = { order: 1 as const, logits: f32([4, 4], [9, 0, 0, 0, 0, 9, 0, 0, 0, 0, 9, 0, 0, 0, 0, 9]) };
    const { accuracy } = await run.evaluate({ lm: copy, tokens, batchSize: 3, contextLength: 4 });
    expectClose(accuracy, 2 / 12, ew, 'accuracy');
  });

  test('twice the same', async () => {
    const lm = {
      order: 1 as const,
      logits: f32(
        [4, 4],
        Array.from({ length: 16 }, (_, i) => Math.sin(i)),
      ),
    };
    const options = { lm, tokens, batchSize: 2, contextLength: 3, maxWindows: 2 };
    const [a, b] = [await run.evaluate(options), await run.evaluate(options)];
    expectSame([a.loss, a.starts], [b.loss, b.starts], 'loss and windows');
  });
});

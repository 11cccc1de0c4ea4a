import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { tableOf } from '../support/tables.ts';

exercise('generate', ({ test, run }) => {
  // After 0 comes 1, after 1 comes 2, after 2 comes 0.
  const circle = tableOf(1, [
    [0.1, 0.8, 0.1],
    [0.1, 0.1, 0.8],
    [0.8, 0.1, 0.1],
  ]);
  const greedy = { temperature: 0 };

  test('greedy, as long as it may', async () => {
    const [text] = await run.generate({
      lm: circle,
      prompt: [0],
      seeds: [1],
      options: { ...greedy, maxNewTokens: 4 },
    });
    expectSame(text!.newIds, [1, 2, 0, 1], 'newIds');
    expectSame(text!.ids, [0, 1, 2, 0, 1], 'ids');
    expectSame(text!.finishReason, 'length', 'finishReason');
  });

  test('the end token ends it, and is included', async () => {
    const options = { ...greedy, maxNewTokens: 9, eosTokenId: 2 };
    const [text] = await run.generate({ lm: circle, prompt: [0], seeds: [1], options });
    expectSame(text!.newIds, [1, 2], 'newIds');
    expectSame(text!.finishReason, 'eos', 'finishReason');
  });

  test('the same seed writes the same text', async () => {
    const [a, b] = await run.generate({
      lm: circle,
      prompt: [0],
      seeds: [7, 7],
      options: { maxNewTokens: 20 },
    });
    expectSame(a!.newIds, b!.newIds, 'newIds');
  });
});

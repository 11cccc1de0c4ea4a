import { expectAtMost, expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { randomArrays } from '../support/arrays.ts';
import { decodingModel } from '../support/decoding-model.ts';
import { greedy64, logProbsOf, randomTable, tableOf } from '../support/tables.ts';

exercise('generate', ({ test, run, seed }) => {
  const random = randomArrays(seed);

  test('greedy paths of random tables', async () => {
    for (let round = 0; round < 10; round++) {
      const lm = randomTable(random, round % 2 === 0 ? 1 : 2, 5);
      const options = { temperature: 0, maxNewTokens: 12, eosTokenId: 4 };
      const [text] = await run.generate({ lm, prompt: [1, 2], seeds: [round], options });
      expectSame(text!.newIds, greedy64(logProbsOf(lm), [1, 2], 12, 4), 'newIds');
    }
  });

  test('300 texts have the distribution of the table', async () => {
    const lm = tableOf(1, [
      [0.5, 0.3, 0.2],
      [0.2, 0.2, 0.6],
      [0.1, 0.7, 0.2],
    ]);
    const seeds = Array.from({ length: 300 }, (_, i) => Math.abs(seed) + i);
    const texts = await run.generate({ lm, prompt: [0], seeds, options: { maxNewTokens: 2 } });
    const counts = new Map<string, number>();
    for (const { newIds } of texts) counts.set(newIds.join(), (counts.get(newIds.join()) ?? 0) + 1);
    const logProbs = logProbsOf(lm);
    let chi2 = 0;
    for (let a = 0; a < 3; a++) {
      for (let b = 0; b < 3; b++) {
        const expected = 300 * Math.exp(logProbs([0])[a]! + logProbs([0, a])[b]!);
        chi2 += ((counts.get(`${a},${b}`) ?? 0) - expected) ** 2 / expected;
      }
    }
    expectAtMost(chi2, 42.7, 'χ² of pairs of tokens with 8 degrees of freedom (p = 10⁻⁶)');
  });

  test('each token has a random number of its own', async () => {
    const lm = tableOf(0, [[0.25, 0.25, 0.25, 0.25]]);
    const [text] = await run.generate({
      lm,
      prompt: [0],
      seeds: [Math.abs(seed)],
      options: { maxNewTokens: 60 },
    });
    const counts = [0, 1, 2, 3].map((id) => text!.newIds.filter((one) => one === id).length);
    expectAtMost(
      Math.max(...counts),
      40,
      'how often the most frequent of four equal tokens came in 60 steps',
    );
  });

  test('beyond contextLength only the last ids are fed', async () => {
    const lm = randomTable(random, 2, 5);
    const options = { temperature: 0, maxNewTokens: 6, contextLength: 4 };
    const [text] = await run.generate({ lm, prompt: [1, 2, 3], seeds: [0], options });
    expectSame(text!.lengths, [3, 4, 4, 4, 4, 4], 'lengths of the sequences that were fed');
    expectSame(text!.newIds, greedy64(logProbsOf(lm), [1, 2, 3], 6), 'newIds');
    const [long] = await run.generate({ lm, prompt: [0, 1, 2, 3, 4, 2], seeds: [0], options });
    expectSame(long!.lengths, [4, 4, 4, 4, 4, 4], 'lengths, with a long prompt');
    expectSame(long!.ids.slice(0, 6), [0, 1, 2, 3, 4, 2], 'the prompt at the beginning of ids');
  });

  test('no new tokens, no call', async () => {
    const lm = randomTable(random, 1, 5);
    const [text] = await run.generate({ lm, prompt: [3], seeds: [0], options: { maxNewTokens: 0 } });
    expectSame(
      [text!.ids, text!.newIds, text!.finishReason, text!.rows.length],
      [[3], [], 'length', 0],
      'result',
    );
  });

  test('an end token in the prompt does not stop', async () => {
    const lm = tableOf(1, [
      [0.1, 0.9],
      [0.9, 0.1],
    ]);
    const options = { temperature: 0, maxNewTokens: 3, eosTokenId: 0 };
    const [text] = await run.generate({ lm, prompt: [1, 0], seeds: [0], options });
    expectSame(text!.newIds, [1, 0], 'newIds');
  });

  test('one call and one read for each token', async () => {
    const lm = randomTable(random, 1, 5);
    const options = { maxNewTokens: 8, topK: 3, topP: 0.9, frequencyPenalty: 0.1 };
    const [text] = await run.generate({ lm, prompt: [3], seeds: [5], options });
    expectSame(text!.rows, Array(8).fill(1), 'rows of the calls');
    expectAtMost(text!.reads, 8, 'reads');
  });

  test('other seeds write other texts', async () => {
    const lm = tableOf(0, [[0.25, 0.25, 0.25, 0.25]]);
    const texts = await run.generate({ lm, prompt: [0], seeds: [1, 2, 3], options: { maxNewTokens: 20 } });
    expectSame(new Set(texts.map(({ newIds }) => newIds.join())).size, 3, 'number of different texts');
  });

  test('the penalty counts prompt and text', async () => {
    const lm = tableOf(0, [[0.5, 0.3, 0.2]]);
    const options = { temperature: 0, maxNewTokens: 3, frequencyPenalty: 100 };
    const [text] = await run.generate({ lm, prompt: [0], seeds: [0], options });
    expectSame(text!.newIds, [1, 2, 0], 'newIds');
  });

  test('a real model: the token at which its logits of the last position are largest', async () => {
    const { config, weights } = decodingModel();
    const text = await run.generateWithModel({ config, weights, prompt: [3, 1, 4], maxNewTokens: 3 });
    let ids = [3, 1, 4];
    for (let step = 0; step < 3; step++) {
      const { y } = await run.transformerLm({
        ids: { shape: [1, ids.length], data: Int32Array.from(ids) },
        config,
        weights,
      });
      const last = Array.from(y.data.slice(-config.vocabSize));
      ids = [...ids, last.indexOf(Math.max(...last))];
    }
    expectSame(text.ids, ids, 'ids');
  });

  test('an empty prompt: a RangeError', async () => {
    const call = run.generate({
      lm: randomTable(random, 1, 5),
      prompt: [],
      seeds: [0],
      options: { maxNewTokens: 1 },
    });
    await expectError(call, 'RangeError');
  });
});

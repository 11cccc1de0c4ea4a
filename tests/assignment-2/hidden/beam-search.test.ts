import { expectAtMost, expectClose, expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { mapArray, randomArrays } from '../support/arrays.ts';
import { type Beam64Options, beams64, enumerate64, repeatsNgram } from '../support/beams64.ts';
import { decodingModel } from '../support/decoding-model.ts';
import { greedy64, logProbsOf, randomTable, rescore, type Table, tableOf } from '../support/tables.ts';

/** Sums of a few f32 log-probabilities. */
const close = { rtol: 2e-5, atol: 1e-4 };

exercise('beam-search', ({ test, run, seed }) => {
  const random = randomArrays(seed);
  const search = (lm: Table, prompt: number[], options: Beam64Options) =>
    run.beamSearch({ lm, prompt, options });

  /** The float64 search finds the same; where candidates nearly tie, nothing is compared. Returns whether it was. */
  const expectLike64 = async (lm: Table, prompt: number[], options: Beam64Options): Promise<boolean> => {
    const expected = beams64(logProbsOf(lm), prompt, options);
    if (expected.gap < 1e-4) return false;
    const { results } = await search(lm, prompt, options);
    const what = `with ${JSON.stringify(options)}`;
    expectSame(
      results.map(({ newTokens, finished }) => [newTokens, finished]),
      expected.results.map(({ newTokens, finished }) => [newTokens, finished]),
      'newTokens and finished',
      what,
    );
    expectClose(
      results.map(({ score }) => score),
      expected.results.map(({ score }) => score),
      close,
      `scores ${what}`,
    );
    return true;
  };

  test('with room for all sequences: what full enumeration finds', async () => {
    for (const [vocab, length, order] of [
      [3, 4, 0],
      [3, 3, 1],
      [4, 2, 2],
      [4, 3, 1],
    ] as const) {
      for (const lengthPenalty of [0, 0.5, 1]) {
        for (const eos of [undefined, vocab - 1]) {
          const lm = randomTable(random, order, vocab);
          const options = {
            numBeams: vocab ** length,
            maxNewTokens: length,
            numReturnSequences: 4,
            lengthPenalty,
            ...(eos === undefined ? {} : { eosTokenId: eos }),
          };
          const { results } = await search(lm, [0, 1], options);
          const expected = enumerate64(logProbsOf(lm), [0, 1], options);
          const what = `scores, vocab ${vocab}, ${length} tokens, α = ${lengthPenalty}, end token ${eos}`;
          expectClose(
            results.map(({ score }) => score),
            expected.map(({ score }) => score),
            close,
            what,
          );
        }
      }
    }
  });

  test('one beam: greedy, with the end token, on 100 tables', async () => {
    for (let round = 0; round < 100; round++) {
      const lm = randomTable(random, 1, 5, 3);
      const options = { numBeams: 1, maxNewTokens: 6, eosTokenId: 2 };
      const { results } = await search(lm, [0], options);
      expectSame(results[0]!.newTokens, greedy64(logProbsOf(lm), [0], 6, 2), `newTokens of table ${round}`);
    }
  });

  test('logProb is that of newTokens under the table', async () => {
    const lm = randomTable(random, 2, 8);
    const prompt = [1, 5];
    const { results } = await search(lm, prompt, { numBeams: 4, maxNewTokens: 8, numReturnSequences: 4 });
    for (const { newTokens, tokens, logProb, loss, meanLoss } of results) {
      expectSame(tokens, [...prompt, ...newTokens], 'tokens');
      const expected = rescore(logProbsOf(lm), prompt, newTokens);
      expectClose(
        [logProb, loss, meanLoss],
        [expected, -expected, -expected / newTokens.length],
        close,
        'numbers',
      );
    }
  });

  test('100 random tables, against beam search in float64', async () => {
    let compared = 0;
    for (let round = 0; round < 100; round++) {
      const lm = randomTable(random, round % 2 === 0 ? 1 : 2, 6, 1 + (round % 3));
      const numBeams = 2 + (round % 4);
      const same = await expectLike64(lm, [round % 6, 3], {
        numBeams,
        maxNewTokens: 3 + (round % 4),
        numReturnSequences: 1 + (round % numBeams),
        lengthPenalty: [0, 0.7, 1][round % 3]!,
        ...(round % 5 === 0 ? {} : { eosTokenId: 4 }),
        ...(round % 7 === 0 ? { noRepeatNgramSize: 2 } : {}),
      });
      if (same) compared++;
    }
    expectSame(
      compared > 50,
      true,
      `whether more than half of the tables were without near ties (${compared})`,
    );
  });

  test('an early, weak end does not hide a better one later', async () => {
    // 3 ends. At the first step it is among the two best; the beam that goes on is better by far.
    const lm = tableOf(1, [
      [0.02, 0.9, 0.03, 0.05],
      [0.01, 0.01, 0.97, 0.01],
      [0.01, 0.01, 0.01, 0.97],
      [0.25, 0.25, 0.25, 0.25],
    ]);
    const { results } = await search(lm, [0], { numBeams: 2, maxNewTokens: 5, eosTokenId: 3 });
    expectSame(results[0]!.newTokens, [1, 2, 3], 'newTokens');
    expectSame(results[0]!.finished, true, 'finished');
  });

  test('an end whose rank is not within the first k is dropped', async () => {
    // Second step, k = 2: 1→end 0.33, 1→1 0.27, 2→end 0.22 (dropped), 2→2 0.18.
    const lm = tableOf(1, [
      [0, 0.6, 0.4, 0],
      [0, 0.45, 0, 0.55],
      [0, 0, 0.45, 0.55],
      [0.25, 0.25, 0.25, 0.25],
    ]);
    const options = { numBeams: 2, maxNewTokens: 3, eosTokenId: 3, numReturnSequences: 2 };
    const { results } = await search(lm, [0], options);
    expectSame(
      results.map(({ newTokens }) => newTokens),
      [
        [1, 3],
        [1, 1, 3],
      ],
      'newTokens',
    );
  });

  test('beams stay k when several candidates end in one step', async () => {
    // After the first step 1, 2 and 3 are live, and each of them ends most likely.
    const lm = tableOf(1, [
      [0, 0.4, 0.3, 0.2, 0.1],
      [0.1, 0.1, 0.1, 0.1, 0.6],
      [0.15, 0.1, 0.1, 0.05, 0.6],
      [0.1, 0.12, 0.1, 0.08, 0.6],
      [0.2, 0.2, 0.2, 0.2, 0.2],
    ]);
    const options = { numBeams: 3, maxNewTokens: 3, eosTokenId: 4, numReturnSequences: 3, lengthPenalty: 1 };
    const { rows } = await search(lm, [0], options);
    expectSame(rows, [1, 3, 3], 'rows of the calls');
  });

  test('all beams end at once: it returns, and calls no more', async () => {
    const lm = tableOf(1, [
      [0, 0.6, 0.4, 0],
      [0, 0, 0, 1],
      [0, 0, 0, 1],
      [0.25, 0.25, 0.25, 0.25],
    ]);
    const options = { numBeams: 2, maxNewTokens: 9, eosTokenId: 3, numReturnSequences: 2 };
    const { results, rows } = await search(lm, [0], options);
    expectSame(
      results.map(({ newTokens }) => newTokens),
      [
        [1, 3],
        [2, 3],
      ],
      'newTokens',
    );
    expectSame(rows, [1, 2], 'rows of the calls');
  });

  test('results are distinct', async () => {
    for (let round = 0; round < 10; round++) {
      const lm = randomTable(random, 1, 4, 0.5);
      const { results } = await search(lm, [1], { numBeams: 5, maxNewTokens: 4, numReturnSequences: 5 });
      expectSame(
        new Set(results.map(({ newTokens }) => newTokens.join())).size,
        5,
        'number of different results',
      );
    }
  });

  test('no n-gram twice in prompt and text, even when all likely tokens are banned', async () => {
    for (const n of [1, 2, 3]) {
      // Nearly all probability goes to 0 and 1.
      const lm = tableOf(0, [[0.55, 0.44, 0.002, 0.003, 0.001, 0.004]]);
      const prompt = [0, 1, 0, 1, 1].slice(0, n === 1 ? 2 : 5);
      const options = {
        numBeams: 3,
        maxNewTokens: n === 1 ? 4 : 7,
        noRepeatNgramSize: n,
        numReturnSequences: 3,
      };
      const { results } = await search(lm, prompt, options);
      for (const { tokens, newTokens, logProb } of results) {
        for (let end = prompt.length + 1; end <= tokens.length; end++) {
          const repeats = repeatsNgram(tokens.slice(0, end), n);
          expectSame(
            repeats,
            false,
            `whether ${tokens.slice(0, end).join(' ')} ends with a ${n}-gram that was there`,
          );
        }
        const expected = rescore(logProbsOf(lm), prompt, newTokens);
        expectClose(logProb, expected, close, 'logProb, of probabilities over the whole vocabulary');
      }
      await expectLike64(lm, prompt, options);
    }
  });

  test('when everything is banned, a beam is done without an end', async () => {
    const lm = tableOf(0, [[0.5, 0.3, 0.2]]);
    const options = { numBeams: 2, maxNewTokens: 9, noRepeatNgramSize: 1, numReturnSequences: 2 };
    const { results, rows } = await search(lm, [0], options);
    expectSame(
      results.map(({ newTokens, finished }) => [newTokens, finished]),
      [
        [[1, 2], false],
        [[2, 1], false],
      ],
      'results',
    );
    expectSame(rows, [1, 2, 2], 'rows of the calls');
    const nothing = await search(lm, [0, 1, 2], { ...options, numReturnSequences: 1 });
    expectSame(nothing.results[0]!.newTokens, [], 'newTokens, where nothing is allowed from the beginning');
    expectClose([nothing.results[0]!.logProb, nothing.results[0]!.score], [0, 0], close, 'logProb and score');
  });

  test('one call a step, all beams together, one row at first, equal lengths', async () => {
    const lm = randomTable(random, 1, 8);
    const { rows, lengths } = await search(lm, [1, 2, 3], { numBeams: 4, maxNewTokens: 5 });
    expectSame(rows, [1, 4, 4, 4, 4], 'rows of the calls');
    expectSame(lengths, [3, 4, 5, 6, 7], 'lengths of the sequences');
  });

  test('a constant in all logits of a row changes nothing', async () => {
    const lm = randomTable(random, 1, 6);
    const shifted = { ...lm, logits: mapArray(lm.logits, (value, i) => value + 4 * (Math.floor(i / 6) - 2)) };
    const options = { numBeams: 3, maxNewTokens: 5, numReturnSequences: 3 };
    const [a, b] = [await search(lm, [0], options), await search(shifted, [0], options)];
    expectSame(
      b.results.map(({ newTokens }) => newTokens),
      a.results.map(({ newTokens }) => newTokens),
      'newTokens',
    );
    expectClose(
      b.results.map(({ logProb }) => logProb),
      a.results.map(({ logProb }) => logProb),
      close,
      'logProb',
    );
  });

  test('the length penalty changes the winner', async () => {
    // Ending at once: 0.4. Going on: 0.6 · 0.8 · 0.8 = 0.384, which is less in all and more per token.
    const lm = tableOf(1, [
      [0, 0.6, 0, 0.4],
      [0, 0, 0.8, 0.2],
      [0.1, 0.1, 0, 0.8],
      [0.25, 0.25, 0.25, 0.25],
    ]);
    const options = { numBeams: 2, maxNewTokens: 4, eosTokenId: 3 };
    const total = await search(lm, [0], { ...options, lengthPenalty: 0 });
    expectSame(total.results[0]!.newTokens, [3], 'newTokens, α = 0');
    const perToken = await search(lm, [0], { ...options, lengthPenalty: 1 });
    expectSame(perToken.results[0]!.newTokens, [1, 2, 3], 'newTokens, α = 1');
    expectClose(
      perToken.results[0]!.score,
      Math.log(0.384) / 3,
      close,
      'score: per new token, without the prompt',
    );
  });

  test('it stops when no beam can win any more, and finds the same', async () => {
    // The end has 0.9; whatever goes on has at most 0.1.
    const lm = tableOf(0, [[0.05, 0.03, 0.02, 0.9]]);
    const { results, rows } = await search(lm, [0], { numBeams: 3, maxNewTokens: 50, eosTokenId: 3 });
    expectSame(results[0]!.newTokens, [3], 'newTokens');
    expectAtMost(rows.length, 1, 'calls');
    for (let round = 0; round < 12; round++) {
      const numReturnSequences = 1 + (round % 3);
      const table = randomTable(random, 1, 5, 2);
      const lengthPenalty = [0, 0.5, 1, 2][round % 4]!;
      await expectLike64(table, [0], {
        numBeams: 3,
        maxNewTokens: 8,
        eosTokenId: 4,
        numReturnSequences,
        lengthPenalty,
      });
    }
  });

  test('40 steps of small probabilities', async () => {
    const lm = tableOf(0, [Array<number>(64).fill(1 / 64)]);
    const { results } = await search(lm, [0], { numBeams: 2, maxNewTokens: 40 });
    expectClose(results[0]!.logProb, -40 * Math.log(64), { rtol: 1e-4, atol: 0 }, 'logProb');
  });

  test('equal scores: the one that ended earlier, then the lower beam', async () => {
    // 2 ends with probability 1/2, at once; every other path has half of the rest.
    const lm = tableOf(1, [
      [0.25, 0.25, 0.5],
      [0.25, 0.25, 0.5],
      [0, 0, 1],
    ]);
    const options = { numBeams: 3, maxNewTokens: 2, eosTokenId: 2, numReturnSequences: 3 };
    const { results } = await search(lm, [0], options);
    expectSame(
      results.map(({ newTokens }) => newTokens),
      [[2], [0, 2], [1, 2]],
      'newTokens',
    );
    // A certain second token: [0] and then 0 ends with the score of [2], but later.
    const late = tableOf(1, [
      [0, 0.5, 0.5],
      [0, 0, 1],
      [0, 0, 1],
    ]);
    const tied = await search(late, [0], { ...options, numReturnSequences: 2 });
    expectSame(
      tied.results.map(({ newTokens }) => newTokens),
      [[2], [1, 2]],
      'newTokens of equal scores',
    );
  });

  test('a real model: the loss is the cross-entropy of the continuation', async () => {
    const { config, weights } = decodingModel();
    const prompt = [3, 1, 4];
    const options = { numBeams: 3, maxNewTokens: 5, numReturnSequences: 2 };
    for (const { tokens, newTokens, loss } of await run.beamSearchWithModel({
      config,
      weights,
      prompt,
      options,
    })) {
      const inputs = tokens.slice(0, -1);
      const { y } = await run.transformerLm({
        ids: { shape: [1, inputs.length], data: Int32Array.from(inputs) },
        config,
        weights,
      });
      const vocab = config.vocabSize;
      const logits = { shape: [newTokens.length, vocab], data: y.data.slice((prompt.length - 1) * vocab) };
      const targets = { shape: [newTokens.length], data: Int32Array.from(newTokens) };
      const { y: mean } = await run.crossEntropy({ logits, targets });
      expectClose(loss, mean.data[0]! * newTokens.length, { rtol: 0, atol: 1e-3 }, 'loss');
    }
  });

  test('options out of range and an empty prompt: a RangeError', async () => {
    const lm = randomTable(random, 1, 4);
    const good = { numBeams: 2, maxNewTokens: 3 };
    await expectError(search(lm, [], good), 'RangeError');
    await expectError(search(lm, [0], { ...good, numBeams: 0 }), 'RangeError', 'numBeams', '0');
    await expectError(search(lm, [0], { ...good, maxNewTokens: 0 }), 'RangeError', 'maxNewTokens', '0');
    await expectError(search(lm, [0], { ...good, numReturnSequences: 3 }), 'RangeError', '3', '2');
    await expectError(search(lm, [0], { ...good, lengthPenalty: -1 }), 'RangeError', 'lengthPenalty', '-1');
  });
});

import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { ew } from '../support/tolerances.ts';
import { tableOf } from '../support/tables.ts';

exercise('beam-search', ({ test, run }) => {
  // From 0: 1 is more likely, but what follows 2 is worth waiting for.
  const garden = tableOf(1, [
    [0, 0.6, 0.4],
    [0.33, 0.34, 0.33],
    [0.05, 0.9, 0.05],
  ]);

  test('one beam is greedy', async () => {
    const { results } = await run.beamSearch({
      lm: garden,
      prompt: [0],
      options: { numBeams: 1, maxNewTokens: 2 },
    });
    expectSame(results[0]!.newTokens, [1, 1], 'newTokens');
    expectClose(results[0]!.logProb, Math.log(0.6 * 0.34), ew, 'logProb');
  });

  test('two beams find what greedy misses: 0.4 · 0.9 > 0.6 · 0.34', async () => {
    const { results } = await run.beamSearch({
      lm: garden,
      prompt: [0],
      options: { numBeams: 2, maxNewTokens: 2 },
    });
    expectSame(results[0]!.tokens, [0, 2, 1], 'tokens');
    const { logProb, loss, meanLoss, score, finished } = results[0]!;
    const expected = Math.log(0.36);
    expectClose(
      [logProb, loss, meanLoss, score],
      [expected, -expected, -expected / 2, expected],
      ew,
      'numbers',
    );
    expectSame(finished, false, 'finished');
  });

  test('results come best first', async () => {
    const options = { numBeams: 3, maxNewTokens: 2, numReturnSequences: 3 };
    const { results } = await run.beamSearch({ lm: garden, prompt: [0], options });
    const scores = results.map(({ score }) => score);
    expectSame(
      scores,
      scores.toSorted((a, b) => b - a),
      'scores',
    );
    expectSame(results.length, 3, 'number of results');
  });

  test('the end token first, something better later', async () => {
    // 3 ends. At first it has 0.3; but 0.6 · 0.9 · 0.9 is more.
    const lm = tableOf(1, [
      [0, 0.6, 0.1, 0.3],
      [0, 0, 0.9, 0.1],
      [0.05, 0.05, 0, 0.9],
      [0.25, 0.25, 0.25, 0.25],
    ]);
    const options = { numBeams: 2, maxNewTokens: 4, eosTokenId: 3, numReturnSequences: 2 };
    const { results } = await run.beamSearch({ lm, prompt: [0], options });
    expectSame(
      results.map(({ newTokens, finished }) => [newTokens, finished]),
      [
        [[1, 2, 3], true],
        [[3], true],
      ],
      'newTokens and finished',
    );
  });

  test('no bigram twice, if asked for', async () => {
    const loop = tableOf(1, [
      [0.1, 0.8, 0.1],
      [0.8, 0.1, 0.1],
      [0.4, 0.3, 0.3],
    ]);
    const options = { numBeams: 2, maxNewTokens: 4, noRepeatNgramSize: 2 };
    const { tokens } = (await run.beamSearch({ lm: loop, prompt: [0], options })).results[0]!;
    const bigrams = tokens.slice(1).map((token, i) => `${tokens[i]} ${token}`);
    expectSame(new Set(bigrams).size, 4, 'number of different bigrams', `tokens ${tokens.join(' ')}`);
  });
});

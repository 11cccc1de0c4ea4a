import { expectAtMost, expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { randomArrays } from '../support/arrays.ts';
import { type DecodingModel, decodingModel } from '../support/decoding-model.ts';

interface Options {
  numBeams: number;
  maxNewTokens: number;
  numReturnSequences?: number;
  eosTokenId?: number;
  noRepeatNgramSize?: number;
  lengthPenalty?: number;
}

exercise('cached-beam-search', ({ test, run, seed }) => {
  const random = randomArrays(seed);
  const draw = (length: number) => Array.from(random.ids([length], 32).data);

  /** What `beamSearch` finds, in the same order: losses always, tokens where scores differ clearly. */
  const expectLikeUncached = async (model: DecodingModel, prompt: number[], options: Options) => {
    const result = await run.beamSearchCached({ ...model, prompt, options });
    const { results, uncached } = result;
    const what = `with ${JSON.stringify(options)}`;
    expectClose(
      results.map(({ score }) => score),
      uncached.map(({ score }) => score),
      { rtol: 0, atol: 1e-3 },
      `scores ${what}`,
    );
    const gaps = uncached.slice(1).map(({ score }, i) => uncached[i]!.score - score);
    if (gaps.every((gap) => gap > 1e-3)) {
      expectSame(
        results.map(({ tokens }) => tokens),
        uncached.map(({ tokens }) => tokens),
        'tokens',
        what,
      );
    }
    return result;
  };

  test('10 models, one to four beams, with end token and banned n-grams', async () => {
    for (let round = 0; round < 10; round++) {
      const numBeams = 1 + (round % 4);
      await expectLikeUncached(decodingModel(round), draw(3), {
        numBeams,
        maxNewTokens: 6,
        numReturnSequences: numBeams,
        lengthPenalty: round % 2,
        ...(round % 3 === 0 ? {} : { eosTokenId: random.int(0, 31) }),
        ...(round % 2 === 0 ? { noRepeatNgramSize: 2 } : {}),
      });
    }
  });

  test('beams whose order changes: caches go with their beams', async () => {
    // Many narrow races: with four beams of random models, parents cross at nearly every step.
    for (let round = 0; round < 3; round++) {
      const options = { numBeams: 4, maxNewTokens: 8, numReturnSequences: 4 };
      await expectLikeUncached(decodingModel(20 + round), draw(4), options);
    }
  });

  test('no more tokens are fed than the prompt and one for each beam and step', async () => {
    const prompt = draw(6);
    const options = { numBeams: 4, maxNewTokens: 5 };
    const { tokensFed, fed } = await expectLikeUncached(decodingModel(31), prompt, options);
    expectAtMost(tokensFed, 6 + 4 * 5, 'tokens fed');
    expectSame(fed[0], { batch: 1, tokens: 6 }, 'the first forward pass');
  });

  test('caches of dropped beams are freed', async () => {
    const model = decodingModel(32);
    const options = { numBeams: 4, maxNewTokens: 6 };
    const { liveBytes } = await run.beamSearchCached({ ...model, prompt: draw(3), options, repeats: 5 });
    // One cache of four beams: 2 layers, keys and values, 4 rows, 4 heads, 16 positions, 8 numbers.
    const cacheBytes = 2 * 2 * 4 * 4 * 16 * 8 * 4;
    expectAtMost(liveBytes.at(-1)! - liveBytes[0]!, cacheBytes, 'bytes that four searches left behind');
  });

  test('past the context of 16 it goes on like beamSearch', async () => {
    await expectLikeUncached(decodingModel(33), draw(12), { numBeams: 2, maxNewTokens: 8 });
    await expectLikeUncached(decodingModel(34), draw(20), { numBeams: 2, maxNewTokens: 3 });
  });

  test('fewer beams towards the end', async () => {
    // n = 1 over a vocabulary of 32: after some steps nothing is left for some of the beams.
    const prompt = Array.from({ length: 14 }, (_, i) => i);
    const options = { numBeams: 3, maxNewTokens: 30, noRepeatNgramSize: 1, numReturnSequences: 3 };
    await expectLikeUncached(decodingModel(35), prompt, options);
  });
});

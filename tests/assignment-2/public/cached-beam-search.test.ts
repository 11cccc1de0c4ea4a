import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { decodingModel } from '../support/decoding-model.ts';

exercise('cached-beam-search', ({ test, run }) => {
  const model = decodingModel();
  const prompt = [3, 1, 4];

  test('the results of beamSearch', async () => {
    const options = { numBeams: 3, maxNewTokens: 5, numReturnSequences: 2 };
    const { results, uncached } = await run.beamSearchCached({ ...model, prompt, options });
    expectSame(
      results.map(({ tokens }) => tokens),
      uncached.map(({ tokens }) => tokens),
      'tokens',
    );
    expectClose(results[0]!.loss, uncached[0]!.loss, { rtol: 0, atol: 1e-3 }, 'loss');
  });

  test('the prompt once, then one token for each beam and step', async () => {
    const { fed } = await run.beamSearchCached({
      ...model,
      prompt,
      options: { numBeams: 3, maxNewTokens: 4 },
    });
    const beams = { batch: 3, tokens: 1 };
    expectSame(fed, [{ batch: 1, tokens: 3 }, beams, beams, beams], 'what was fed');
  });

  test('one beam', async () => {
    const { results, uncached } = await run.beamSearchCached({
      ...model,
      prompt,
      options: { numBeams: 1, maxNewTokens: 5 },
    });
    expectSame(results[0]!.tokens, uncached[0]!.tokens, 'tokens');
  });
});

import { expectClose } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { randomArrays } from '../support/arrays.ts';

const exact = { rtol: 1e-9, atol: 1e-9 };

/** The mean of −ln p over what is counted, with p from the counts themselves. */
function meanSurprise(keys: readonly string[], contexts: readonly string[]): number {
  const count = (list: readonly string[]): Map<string, number> =>
    list.reduce((map, key) => map.set(key, (map.get(key) ?? 0) + 1), new Map<string, number>());
  const [ofKey, ofContext] = [count(keys), count(contexts)];
  return (
    keys.reduce((sum, key, i) => sum - Math.log(ofKey.get(key)! / ofContext.get(contexts[i]!)!), 0) /
    keys.length
  );
}

exercise('loss-landmarks', ({ test, run, seed }) => {
  const random = randomArrays(seed);
  const draw = () => Array.from({ length: 400 }, () => Math.min(random.int(0, 9), random.int(0, 9)));

  test('uniform', async () => {
    for (const vocabSize of [1, 2, 50_257]) {
      expectClose(await run.uniformLoss({ vocabSize }), Math.log(vocabSize), exact, `loss of ${vocabSize}`);
    }
  });

  test('unigram entropy of random ids', async () => {
    const ids = draw();
    const expected = meanSurprise(
      ids.map(String),
      ids.map(() => 'any'),
    );
    expectClose(await run.unigramEntropy({ ids, vocabSize: 12 }), expected, exact, 'entropy in nats');
  });

  test('bigram entropy of random ids', async () => {
    const ids = draw();
    const firsts = ids.slice(0, -1);
    const expected = meanSurprise(
      firsts.map((id, i) => `${id} ${ids[i + 1]}`),
      firsts.map(String),
    );
    expectClose(await run.bigramEntropy({ ids, vocabSize: 12 }), expected, exact, 'entropy in nats');
  });

  test('State of the Union, 1,024 entries', async () => {
    const { uniform, unigram, bigram } = await run.sotuLandmarks({});
    expectClose([uniform, unigram, bigram], [6.931, 5.967, 3.756], { rtol: 0, atol: 0.002 }, 'sotuLandmarks');
  });
});

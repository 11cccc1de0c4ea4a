import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { mergePairs, SENNRICH_COUNTS, SENNRICH_MERGES } from '../support/merges.ts';

exercise('bpe-train-naive', ({ test, run }) => {
  const train = async (counts: { text: string; count: number }[], numMerges: number) =>
    mergePairs(await run.trainBpeNaive({ counts, numMerges }));

  test('the first six merges of the worked example', async () => {
    expectSame(await train(SENNRICH_COUNTS, 6), SENNRICH_MERGES.slice(0, 6), 'merges');
  });

  test('all twelve merges of the worked example, and no more when more are asked for', async () => {
    expectSame(await train(SENNRICH_COUNTS, 12), SENNRICH_MERGES, 'merges');
    expectSame(await train(SENNRICH_COUNTS, 20), SENNRICH_MERGES, 'merges');
  });

  test('no merges are learned when none are asked for', async () => {
    expectSame(await train(SENNRICH_COUNTS, 0), [], 'merges');
  });

  test('a corpus of single letters has no pairs', async () => {
    expectSame(await train([{ text: 'a', count: 9 }], 5), [], 'merges');
    expectSame(await train([], 5), [], 'merges of no corpus at all');
  });
});

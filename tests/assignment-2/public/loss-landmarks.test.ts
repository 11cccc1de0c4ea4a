import { expectClose } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

const exact = { rtol: 1e-9, atol: 1e-9 };

exercise('loss-landmarks', ({ test, run }) => {
  test('uniform: ln of the vocabulary size', async () => {
    expectClose(await run.uniformLoss({ vocabSize: 512 }), Math.log(512), exact);
  });

  test('unigram: half 0, a quarter 1, a quarter 2', async () => {
    expectClose(await run.unigramEntropy({ ids: [0, 1, 0, 2], vocabSize: 3 }), 1.5 * Math.LN2, exact);
  });

  test('bigram: what always follows costs nothing', async () => {
    expectClose(await run.bigramEntropy({ ids: [0, 1, 0, 1, 0, 1], vocabSize: 2 }), 0, exact);
  });
});

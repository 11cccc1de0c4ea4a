/** Adapters of the loss, of log-probabilities and of the landmarks. */
import { adapter, answered, type NDArray } from '@dawnbook/grader';
import type { Tensor } from '@dawnbook/tensor';
import { z } from 'zod';
import { countsOf, countsSchema } from './counts.ts';
import { stdResult, stdSchema, submission, toLeaf, toTensor } from './std.ts';

interface LossArgs {
  logits: NDArray;
  targets: NDArray;
  reduction?: 'mean' | 'none';
}

const answers = () => import('#submission/answers');

export const lossAdapters = {
  crossEntropy: adapter(
    stdSchema,
    async ({ logits, targets, reduction, gradOut }: LossArgs & { gradOut?: NDArray }) => {
      const { crossEntropy } = await submission();
      const leaf = toLeaf(logits);
      const options = reduction === undefined ? [] : [{ reduction }];
      return stdResult(crossEntropy(leaf, toTensor(targets), ...options), gradOut, { logits: leaf });
    },
  ),

  /** What loss and gradient together cost. */
  crossEntropyCounts: adapter(countsSchema, async ({ logits, targets }: LossArgs) => {
    const { crossEntropy } = await submission();
    const [leaf, ids] = [toLeaf(logits), toTensor(targets)];
    return countsOf([leaf, ids], () => {
      crossEntropy(leaf, ids).backward();
      return leaf.grad as Tensor;
    });
  }),

  logProbsOfNext: adapter(
    stdSchema,
    async ({ logits, ids, gradOut }: { logits: NDArray; ids: NDArray; gradOut?: NDArray }) => {
      const { logProbsOfNext } = await submission();
      const leaf = toLeaf(logits);
      return stdResult(logProbsOfNext(leaf, toTensor(ids)), gradOut, { logits: leaf });
    },
  ),

  perplexity: adapter(z.number(), async ({ losses }: { losses: number[] }) =>
    (await submission()).perplexity(losses),
  ),

  uniformLoss: adapter(z.number(), async ({ vocabSize }: { vocabSize: number }) =>
    (await answers()).uniformLoss(vocabSize),
  ),

  unigramEntropy: adapter(z.number(), async ({ ids, vocabSize }: { ids: number[]; vocabSize: number }) =>
    (await answers()).unigramEntropy(ids, vocabSize),
  ),

  bigramEntropy: adapter(z.number(), async ({ ids, vocabSize }: { ids: number[]; vocabSize: number }) =>
    (await answers()).bigramEntropy(ids, vocabSize),
  ),

  sotuLandmarks: adapter(
    z.object({ uniform: z.number(), unigram: z.number(), bigram: z.number() }),
    async () => answered((await answers()).sotuLandmarks, 'loss-landmarks'),
  ),
};

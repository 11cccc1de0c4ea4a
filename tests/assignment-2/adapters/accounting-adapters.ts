/** Adapters of the answers about parameters, operations and bytes. */
import { adapter, answered } from '@dawnbook/grader';
import { z } from 'zod';
import type { TransformerConfig } from '#submission';

const answers = () => import('#submission/answers');

const number = z.number();
const partsSchema = z.object({
  qkv: number,
  scores: number,
  weightedSum: number,
  output: number,
  ffn: number,
  lmHead: number,
});

/** The model, and the size of a batch. */
interface BatchArgs {
  config: TransformerConfig;
  batchSize: number;
}

export const accountingAdapters = {
  countParameters: adapter(number, async ({ config }: { config: TransformerConfig }) =>
    (await answers()).countParameters(config),
  ),

  forwardFlops: adapter(
    z.object({ ...partsSchema.shape, total: number }),
    async ({ config, seqLen }: { config: TransformerConfig; seqLen: number }) => ({
      ...(await answers()).forwardFlops(config, seqLen),
    }),
  ),

  gpt2XlParameters: adapter(number, async () =>
    answered((await answers()).gpt2XlParameters, 'transformer-accounting'),
  ),

  gpt2XlBytes: adapter(number, async () => answered((await answers()).gpt2XlBytes, 'transformer-accounting')),

  gpt2XlFlops: adapter(number, async () => answered((await answers()).gpt2XlFlops, 'transformer-accounting')),

  flopShares: adapter(
    z.object({ small: partsSchema, medium: partsSchema, large: partsSchema, xl: partsSchema }),
    async () => {
      const { small, medium, large, xl } = answered((await answers()).flopShares, 'transformer-accounting');
      return { small: { ...small }, medium: { ...medium }, large: { ...large }, xl: { ...xl } };
    },
  ),

  longContext: adapter(
    z.object({ total: number, factor: number, attentionShare: number, ffnShare: number }),
    async () => ({ ...answered((await answers()).longContext, 'transformer-accounting') }),
  ),

  trainingBytes: adapter(
    z.object({
      parameters: number,
      gradients: number,
      optimizer: number,
      activations: number,
      total: number,
    }),
    async ({ config, batchSize }: BatchArgs) => ({ ...(await answers()).trainingBytes(config, batchSize) }),
  ),

  xlBytes: adapter(z.object({ perSequence: number, fixed: number }), async () => ({
    ...answered((await answers()).xlBytes, 'adamw-accounting'),
  })),

  xlMaxBatch: adapter(number, async () => answered((await answers()).xlMaxBatch, 'adamw-accounting')),

  adamwFlopsPerStep: adapter(number, async ({ config }: { config: TransformerConfig }) =>
    (await answers()).adamwFlopsPerStep(config),
  ),

  trainingDays: adapter(number, async () => answered((await answers()).trainingDays, 'adamw-accounting')),

  largestTensor: adapter(
    z.object({ name: z.string(), bytes: number }),
    async ({ config, batchSize }: BatchArgs) => ({ ...(await answers()).largestTensor(config, batchSize) }),
  ),

  maxBatchForBinding: adapter(
    number,
    async ({ config, limitBytes }: { config: TransformerConfig; limitBytes: number }) =>
      (await answers()).maxBatchForBinding(config, limitBytes),
  ),
};

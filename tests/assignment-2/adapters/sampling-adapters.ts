/** Adapters of the filters, of sampling and of generation. */
import { adapter, type NDArray } from '@dawnbook/grader';
import { counters } from '@dawnbook/tensor';
import { z } from 'zod';
import type { GenerateOptions, TransformerConfig } from '#submission';
import {
  ndArraySchema,
  submission,
  stdResult,
  stdSchema,
  toArray,
  toLeaf,
  toTensor,
  type Weights,
  withWeights,
} from './std.ts';
import { type TableArgs, tableNext } from './table-model.ts';

/** Ids lists that functions of the submission must not change. */
function frozen<T>(list: readonly T[]): readonly T[] {
  return Object.freeze([...list]);
}

export const generatedSchema = z.object({
  ids: z.array(z.int()),
  newIds: z.array(z.int()),
  finishReason: z.string(),
});

export const samplingAdapters = {
  applyTemperature: adapter(
    stdSchema,
    async ({ logits, temperature, gradOut }: { logits: NDArray; temperature: number; gradOut?: NDArray }) => {
      const { applyTemperature } = await submission();
      const leaf = toLeaf(logits);
      return stdResult(applyTemperature(leaf, temperature), gradOut, { logits: leaf });
    },
  ),

  greedy: adapter(ndArraySchema, async ({ logits }: { logits: NDArray }) =>
    toArray((await submission()).greedy(toTensor(logits))),
  ),

  sampleCategorical: adapter(ndArraySchema, async ({ probs, u }: { probs: NDArray; u: NDArray }) =>
    toArray((await submission()).sampleCategorical(toTensor(probs), toTensor(u))),
  ),

  applyFrequencyPenalty: adapter(
    stdSchema,
    async ({ logits, history, penalty }: { logits: NDArray; history: number[][]; penalty: number }) => {
      const { applyFrequencyPenalty } = await submission();
      return stdResult(
        applyFrequencyPenalty(toTensor(logits), frozen(history.map(frozen)), penalty),
        undefined,
        {},
      );
    },
  ),

  topKFilter: adapter(stdSchema, async ({ logits, k }: { logits: NDArray; k: number }) =>
    stdResult((await submission()).topKFilter(toTensor(logits), k), undefined, {}),
  ),

  topPFilter: adapter(
    stdSchema,
    async ({ logits, p, minTokensToKeep }: { logits: NDArray; p: number; minTokensToKeep?: number }) => {
      const { topPFilter } = await submission();
      const options = minTokensToKeep === undefined ? [] : [{ minTokensToKeep }];
      return stdResult(topPFilter(toTensor(logits), p, ...options), undefined, {});
    },
  ),

  /** `options` as they come: a test may misspell one. */
  nextTokenProbs: adapter(
    stdSchema,
    async ({
      logits,
      history,
      options,
    }: {
      logits: NDArray;
      history: number[][];
      options: Record<string, number>;
    }) => {
      const { nextTokenProbs } = await submission();
      const probs = nextTokenProbs(toTensor(logits), frozen(history.map(frozen)), options);
      return stdResult(probs, undefined, {});
    },
  ),

  /** Several texts of one table, one for each seed. */
  generate: adapter(
    z.array(generatedSchema.extend({ rows: z.array(z.int()), lengths: z.array(z.int()), reads: z.int() })),
    async ({
      lm,
      prompt,
      seeds,
      options,
    }: {
      lm: TableArgs;
      prompt: number[];
      seeds: number[];
      options: Omit<GenerateOptions, 'seed'>;
    }) => {
      const { generate } = await submission();
      const texts = [];
      for (const seed of seeds) {
        const { next, calls } = tableNext(lm);
        const before = counters().reads;
        const { ids, newIds, finishReason } = await generate(next, frozen(prompt), { ...options, seed });
        texts.push({ ids, newIds, finishReason, ...calls, reads: counters().reads - before });
      }
      return texts;
    },
  ),

  /** A real model, greedy. */
  generateWithModel: adapter(
    generatedSchema,
    async ({
      config,
      weights,
      prompt,
      maxNewTokens,
    }: {
      config: TransformerConfig;
      weights: Weights;
      prompt: number[];
      maxNewTokens: number;
    }) => {
      const { generate, nextLogitsOf, TransformerLM } = await submission();
      const model = withWeights(new TransformerLM(config), weights);
      const { ids, newIds, finishReason } = await generate(nextLogitsOf(model), prompt, {
        maxNewTokens,
        temperature: 0,
        seed: 0,
      });
      return { ids, newIds, finishReason };
    },
  ),
};

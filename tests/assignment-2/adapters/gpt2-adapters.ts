/** Adapters of the modules of GPT-2. */
import { adapter, type NDArray } from '@dawnbook/grader';
import { z } from 'zod';
import type { GPT2Config } from '#submission';
import {
  ndArraySchema,
  parametersOf,
  stdResult,
  stdSchema,
  submission,
  toArray,
  toLeaf,
  toTensor,
  type Weights,
  withWeights,
} from './std.ts';

export const gpt2Adapters = {
  layerNorm: adapter(
    stdSchema,
    async ({
      x,
      weights,
      eps,
      gradOut,
    }: {
      x: NDArray;
      weights?: Weights;
      eps?: number;
      gradOut?: NDArray;
    }) => {
      const { LayerNorm } = await submission();
      const options = eps === undefined ? [] : [{ eps }];
      const module = withWeights(new LayerNorm(x.shape.at(-1)!, ...options), weights);
      const leaf = toLeaf(x);
      return stdResult(module.forward(leaf), gradOut, { x: leaf, ...parametersOf(module) });
    },
  ),

  learnedPositions: adapter(
    stdSchema,
    async ({
      ids,
      weights,
      offset,
      gradOut,
    }: {
      ids: NDArray;
      weights: Weights;
      offset?: number;
      gradOut?: NDArray;
    }) => {
      const { LearnedPositions } = await submission();
      const [contextLength, dModel] = weights['weight']!.shape as [number, number];
      const module = withWeights(new LearnedPositions(contextLength, dModel), weights);
      const options = offset === undefined ? [] : [{ offset }];
      return stdResult(module.forward(toTensor(ids), ...options), gradOut, parametersOf(module));
    },
  ),

  geluNew: adapter(stdSchema, async ({ x, gradOut }: { x: NDArray; gradOut?: NDArray }) => {
    const leaf = toLeaf(x);
    return stdResult((await submission()).geluNew(leaf), gradOut, { x: leaf });
  }),

  geluMlp: adapter(
    stdSchema,
    async ({ x, weights, gradOut }: { x: NDArray; weights: Weights; gradOut?: NDArray }) => {
      const { GeluMLP } = await submission();
      const [dModel, dMlp] = weights['wIn']!.shape as [number, number];
      const module = withWeights(new GeluMLP(dModel, dMlp), weights);
      const leaf = toLeaf(x);
      return stdResult(module.forward(leaf), gradOut, { x: leaf, ...parametersOf(module) });
    },
  ),

  biasedAttention: adapter(
    stdSchema,
    async ({ x, weights, gradOut }: { x: NDArray; weights: Weights; gradOut?: NDArray }) => {
      const module = await biasedAttention(weights);
      const leaf = toLeaf(x);
      return stdResult(module.forward(leaf), gradOut, { x: leaf, ...parametersOf(module) });
    },
  ),

  biasedAttentionPattern: adapter(
    z.object({ y: ndArraySchema, pattern: ndArraySchema }),
    async ({ x, weights }: { x: NDArray; weights: Weights }) => {
      const module = await biasedAttention(weights);
      const { y, pattern } = module.forward(toTensor(x), { returnPattern: true });
      return { y: await toArray(y), pattern: await toArray(pattern) };
    },
  ),

  /** A model from a checkpoint under its published names. */
  gpt2Model: adapter(
    stdSchema,
    async ({
      state,
      config,
      ids,
      offset,
      gradOut,
    }: {
      state: Record<string, NDArray>;
      config: GPT2Config;
      ids: NDArray;
      offset?: number;
      gradOut?: NDArray;
    }) => {
      const { fromHuggingFaceState } = await submission();
      const module = fromHuggingFaceState(state, config);
      const options = offset === undefined ? [] : [{ offset }];
      return stdResult(module.forward(toTensor(ids), ...options), gradOut, parametersOf(module));
    },
  ),
};

async function biasedAttention(weights: Weights) {
  const { BiasedAttention } = await submission();
  const [numHeads, dModel, dHead] = weights['wQ']!.shape as [number, number, number];
  return withWeights(new BiasedAttention({ dModel, numHeads, dHead }), weights);
}

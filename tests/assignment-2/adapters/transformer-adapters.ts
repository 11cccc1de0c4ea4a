/** Adapters of blocks and of the language model. */
import { adapter, type NDArray } from '@dawnbook/grader';
import { z } from 'zod';
import type { TransformerConfig } from '#submission';
import { countsOf, countsSchema } from './counts.ts';
import {
  ndArraysSchema,
  parametersOf,
  stdResult,
  stdSchema,
  submission,
  toArrays,
  toLeaf,
  toTensor,
  type Weights,
  withWeights,
} from './std.ts';

/** A configuration as tests send it; variants may be misspelled on purpose. */
type ConfigArgs = Omit<TransformerConfig, 'norm' | 'positions' | 'ffn'> & {
  norm?: string;
  positions?: string;
  ffn?: string;
};

async function model(config: ConfigArgs, weights?: Weights) {
  const { TransformerLM } = await submission();
  return withWeights(new TransformerLM(config as TransformerConfig), weights);
}

export const transformerAdapters = {
  transformerBlock: adapter(
    stdSchema,
    async ({
      x,
      weights,
      numHeads,
      dFf,
      theta,
      positions,
      gradOut,
    }: {
      x: NDArray;
      weights: Weights;
      numHeads: number;
      dFf: number;
      theta?: number;
      positions?: NDArray;
      gradOut?: NDArray;
    }) => {
      const { TransformerBlock, RotaryEmbedding } = await submission();
      const dModel = x.shape.at(-1)!;
      const rope =
        theta === undefined
          ? {}
          : { rope: new RotaryEmbedding({ theta, dHead: dModel / numHeads, maxSeqLen: 64 }) };
      const module = withWeights(new TransformerBlock({ dModel, numHeads, dFf, ...rope }), weights);
      const leaf = toLeaf(x);
      const options = positions === undefined ? [] : [{ positions: toTensor(positions) }];
      return stdResult(module.forward(leaf, ...options), gradOut, { x: leaf, ...parametersOf(module) });
    },
  ),

  transformerLm: adapter(
    stdSchema,
    async (args: { ids: NDArray; config: ConfigArgs; weights?: Weights; gradOut?: NDArray }) => {
      const module = await model(args.config, args.weights);
      return stdResult(module.forward(toTensor(args.ids)), args.gradOut, parametersOf(module));
    },
  ),

  /** The state dict of a new model, and how many learned numbers it counts. */
  transformerLmState: adapter(
    z.object({ state: ndArraysSchema, numParameters: z.int() }),
    async ({ config }: { config: ConfigArgs }) => {
      const module = await model(config);
      return { state: await toArrays(module.stateDict()), numParameters: module.numParameters };
    },
  ),

  /** What a forward pass costs, after another model has run. */
  transformerLmCounts: adapter(
    countsSchema,
    async ({ ids, config, warmUp }: { ids: NDArray; config: ConfigArgs; warmUp: ConfigArgs }) => {
      const input = toTensor(ids);
      await (await model(warmUp)).forward(input).data();
      const module = await model(config);
      return countsOf([input, ...module.parameters()], () => module.forward(input));
    },
  ),

  /** Whether the output layer uses the very parameter of the embedding. */
  tiedParameters: adapter(z.boolean(), async ({ config }: { config: ConfigArgs }) => {
    const { lmHead, tokenEmbeddings } = await model(config);
    return lmHead.weight === tokenEmbeddings.weight;
  }),
};

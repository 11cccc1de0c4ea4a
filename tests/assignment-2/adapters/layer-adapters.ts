/** Adapters of notation and of layers. */
import { adapter, type NDArray } from '@dawnbook/grader';
import type { Tensor } from '@dawnbook/tensor';
import { z } from 'zod';
import { countsOf, countsSchema } from './counts.ts';
import {
  type Layout,
  ndArraySchema,
  ndArraysSchema,
  parametersOf,
  type StdResult,
  stdResult,
  stdSchema,
  submission,
  toArray,
  toArrays,
  toLeaf,
  toTensor,
  type Weights,
  withChecks,
  withWeights,
} from './std.ts';

/** Arguments of adapters of functions of one tensor. */
interface UnaryArgs {
  x: NDArray;
  gradOut?: NDArray;
  layout?: Layout;
}

function unary({ x, gradOut, layout }: UnaryArgs, f: (x: Tensor) => Tensor): Promise<StdResult> {
  const leaf = toLeaf(x, layout);
  return stdResult(f(leaf), gradOut, { x: leaf });
}

/** As {@link unary}, for two tensors. */
function binary(
  names: readonly [string, string],
  args: { gradOut?: NDArray; layout?: Layout } & Record<string, unknown>,
  f: (a: Tensor, b: Tensor) => Tensor,
): Promise<StdResult> {
  const [a, b] = names.map((name) => toLeaf(args[name] as NDArray, args.layout)) as [Tensor, Tensor];
  return stdResult(f(a, b), args.gradOut, { [names[0]]: a, [names[1]]: b });
}

export const layerAdapters = {
  bindAxes: adapter(
    z.record(z.string(), z.number()),
    async ({ pattern, shape, sizes }: { pattern: string; shape: number[]; sizes?: Record<string, number> }) =>
      (await submission()).bindAxes(pattern, shape, ...(sizes === undefined ? [] : [sizes])),
  ),

  batchedLinear: adapter(
    stdSchema,
    async (args: { d: NDArray; a: NDArray; gradOut?: NDArray; layout?: Layout }) =>
      binary(['d', 'a'], args, (await submission()).batchedLinear),
  ),

  dimImages: adapter(
    stdSchema,
    async (args: { images: NDArray; dimBy: NDArray; gradOut?: NDArray; layout?: Layout }) =>
      binary(['images', 'dimBy'], args, (await submission()).dimImages),
  ),

  mixPixels: adapter(
    stdSchema,
    async (args: { images: NDArray; b: NDArray; gradOut?: NDArray; layout?: Layout }) =>
      binary(['images', 'b'], args, (await submission()).mixPixels),
  ),

  truncatedNormal: adapter(
    ndArraySchema,
    async ({
      shape,
      ...options
    }: {
      shape: number[];
      std: number;
      mean?: number;
      low?: number;
      high?: number;
      seed: number;
    }) => toArray((await submission()).truncatedNormal(shape, options)),
  ),

  defaultDFf: adapter(z.number(), async (args: { dModel: number; multipleOf?: number }) => {
    const { defaultDFf } = await submission();
    return args.multipleOf === undefined ? defaultDFf(args.dModel) : defaultDFf(args.dModel, args.multipleOf);
  }),

  linear: adapter(stdSchema, async ({ x, weights, gradOut, layout }: UnaryArgs & { weights: Weights }) => {
    const [out, width] = weights['weight']!.shape as [number, number];
    const { Linear } = await submission();
    const module = withWeights(new Linear(width, out), weights);
    const leaf = toLeaf(x, layout);
    return stdResult(module.forward(leaf), gradOut, { x: leaf, ...parametersOf(module) });
  }),

  /** The state dict of a new layer. */
  linearState: adapter(
    ndArraysSchema,
    async (args: { inFeatures: number; outFeatures: number; seed?: number }) => {
      const { Linear } = await submission();
      const options = args.seed === undefined ? [] : [{ seed: args.seed }];
      return toArrays(new Linear(args.inFeatures, args.outFeatures, ...options).stateDict());
    },
  ),

  linearCounts: adapter(countsSchema, async ({ x, weights }: { x: NDArray; weights: Weights }) => {
    const [out, width] = weights['weight']!.shape as [number, number];
    const { Linear } = await submission();
    const module = withWeights(new Linear(width, out), weights);
    const input = toTensor(x);
    return countsOf([input, ...module.parameters()], () => module.forward(input));
  }),

  embedding: adapter(
    stdSchema,
    async ({
      ids,
      weights,
      gradOut,
      checks,
    }: {
      ids: NDArray;
      weights: Weights;
      gradOut?: NDArray;
      checks?: boolean;
    }) => {
      const [num, dim] = weights['weight']!.shape as [number, number];
      const { Embedding } = await submission();
      return withChecks(checks, () => {
        const module = withWeights(new Embedding(num, dim), weights);
        return stdResult(module.forward(toTensor(ids)), gradOut, parametersOf(module));
      });
    },
  ),

  embeddingState: adapter(
    ndArraysSchema,
    async (args: { numEmbeddings: number; embeddingDim: number; seed: number }) => {
      const { Embedding } = await submission();
      const { numEmbeddings, embeddingDim, seed } = args;
      return toArrays(new Embedding(numEmbeddings, embeddingDim, { seed }).stateDict());
    },
  ),

  embeddingCounts: adapter(
    countsSchema,
    async ({
      ids,
      numEmbeddings,
      embeddingDim,
    }: {
      ids: NDArray;
      numEmbeddings: number;
      embeddingDim: number;
    }) => {
      const { Embedding } = await submission();
      const module = new Embedding(numEmbeddings, embeddingDim);
      const input = toTensor(ids);
      return countsOf([input, ...module.parameters()], () => module.forward(input));
    },
  ),

  rmsnorm: adapter(
    stdSchema,
    async ({ x, weights, eps, gradOut, layout }: UnaryArgs & { weights?: Weights; eps?: number }) => {
      const { RMSNorm } = await submission();
      const options = eps === undefined ? [] : [{ eps }];
      const module = withWeights(new RMSNorm(x.shape.at(-1)!, ...options), weights);
      const leaf = toLeaf(x, layout);
      return stdResult(module.forward(leaf), gradOut, { x: leaf, ...parametersOf(module) });
    },
  ),

  rmsnormCounts: adapter(countsSchema, async ({ x }: { x: NDArray }) => {
    const { RMSNorm } = await submission();
    const module = new RMSNorm(x.shape.at(-1)!);
    const input = toTensor(x);
    return countsOf([input, ...module.parameters()], () => module.forward(input));
  }),

  silu: adapter(stdSchema, async (args: UnaryArgs) => unary(args, (await submission()).silu)),

  siluCounts: adapter(countsSchema, async ({ x }: { x: NDArray }) => {
    const { silu } = await submission();
    const input = toTensor(x);
    return countsOf([input], () => silu(input));
  }),

  swiglu: adapter(stdSchema, async ({ x, weights, gradOut, layout }: UnaryArgs & { weights: Weights }) => {
    const [dFf, dModel] = weights['w1.weight']!.shape as [number, number];
    const { SwiGLU } = await submission();
    const module = withWeights(new SwiGLU(dModel, dFf), weights);
    const leaf = toLeaf(x, layout);
    return stdResult(module.forward(leaf), gradOut, { x: leaf, ...parametersOf(module) });
  }),

  swigluState: adapter(ndArraysSchema, async ({ dModel, dFf }: { dModel: number; dFf?: number }) => {
    const { SwiGLU } = await submission();
    return toArrays((dFf === undefined ? new SwiGLU(dModel) : new SwiGLU(dModel, dFf)).stateDict());
  }),

  softmax: adapter(stdSchema, async (args: UnaryArgs & { dim: number }) => {
    const { softmax } = await submission();
    return unary(args, (x) => softmax(x, args.dim));
  }),

  softmaxCounts: adapter(countsSchema, async ({ x, dim }: { x: NDArray; dim: number }) => {
    const { softmax } = await submission();
    const input = toTensor(x);
    return countsOf([input], () => softmax(input, dim));
  }),
};

/** Adapters of rotary embeddings, masks and attention. */
import { adapter, type NDArray } from '@dawnbook/grader';
import type { Tensor } from '@dawnbook/tensor';
import { z } from 'zod';
import { countsOf, countsSchema } from './counts.ts';
import {
  type Layout,
  ndArraySchema,
  ndArraysSchema,
  parametersOf,
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

/** How an attention layer is built and called. */
interface SelfAttentionArgs {
  x: NDArray;
  weights: Weights;
  numHeads: number;
  /** With it, queries and keys are turned. */
  theta?: number;
  positions?: NDArray;
  fused?: boolean;
  layout?: Layout;
  gradOut?: NDArray;
}

const MAX_SEQ_LEN = 64;

/** A layer with the weights of the test. */
async function selfAttention({ weights, numHeads, theta, fused }: Omit<SelfAttentionArgs, 'x'>) {
  const { CausalMultiHeadSelfAttention, RotaryEmbedding } = await submission();
  const dModel = weights['qProj.weight']!.shape[1]!;
  const rope =
    theta === undefined
      ? {}
      : { rope: new RotaryEmbedding({ theta, dHead: dModel / numHeads, maxSeqLen: MAX_SEQ_LEN }) };
  const options = { ...rope, ...(fused === undefined ? {} : { fused }) };
  return withWeights(new CausalMultiHeadSelfAttention(dModel, numHeads, options), weights);
}

function positionsOption(positions: NDArray | undefined): [] | [{ positions: Tensor }] {
  return positions === undefined ? [] : [{ positions: toTensor(positions) }];
}

export const attentionAdapters = {
  rope: adapter(
    stdSchema,
    async ({
      x,
      positions,
      gradOut,
      layout,
      checks,
      ...options
    }: {
      x: NDArray;
      positions: NDArray;
      theta: number;
      maxSeqLen: number;
      /** The length of the vectors by default. */
      dHead?: number;
      gradOut?: NDArray;
      layout?: Layout;
      checks?: boolean;
    }) => {
      const { RotaryEmbedding } = await submission();
      return withChecks(checks, () => {
        const rope = new RotaryEmbedding({ dHead: x.shape.at(-1)!, ...options });
        const leaf = toLeaf(x, layout);
        return stdResult(rope.forward(leaf, toTensor(positions)), gradOut, { x: leaf });
      });
    },
  ),

  /** Two calls of one object: what the second one costs. */
  ropeCounts: adapter(
    countsSchema,
    async ({ x, positions, maxSeqLen }: { x: NDArray; positions: NDArray; maxSeqLen: number }) => {
      const { RotaryEmbedding } = await submission();
      const rope = new RotaryEmbedding({ theta: 10_000, dHead: x.shape.at(-1)!, maxSeqLen });
      const [input, at] = [toTensor(x), toTensor(positions)];
      await rope.forward(input, at).data();
      return countsOf([input, at], () => rope.forward(input, at));
    },
  ),

  causalMask: adapter(ndArraySchema, async (args: { numQueries: number; numKeys: number }) =>
    toArray((await submission()).causalMask(args.numQueries, args.numKeys)),
  ),

  applyMask: adapter(
    z.object({ ...stdSchema.shape, mask: ndArraySchema }),
    async ({ scores, mask, gradOut }: { scores: NDArray; mask: NDArray; gradOut?: NDArray }) => {
      const { applyMask } = await submission();
      const [leaf, given] = [toLeaf(scores), toTensor(mask)];
      const result = await stdResult(applyMask(leaf, given), gradOut, { scores: leaf });
      return { ...result, mask: await toArray(given) };
    },
  ),

  scaledDotProductAttention: adapter(
    stdSchema,
    async (args: {
      q: NDArray;
      k: NDArray;
      v: NDArray;
      mask?: NDArray;
      gradOut?: NDArray;
      layout?: Layout;
    }) => {
      const { scaledDotProductAttention } = await submission();
      const [q, k, v] = [args.q, args.k, args.v].map((array) => toLeaf(array, args.layout)) as [
        Tensor,
        Tensor,
        Tensor,
      ];
      const mask = args.mask === undefined ? [] : [toTensor(args.mask)];
      return stdResult(scaledDotProductAttention(q, k, v, ...mask), args.gradOut, { q, k, v });
    },
  ),

  multiheadSelfAttention: adapter(stdSchema, async (args: SelfAttentionArgs) => {
    const module = await selfAttention(args);
    const leaf = toLeaf(args.x, args.layout);
    const y = module.forward(leaf, ...positionsOption(args.positions));
    return stdResult(y, args.gradOut, { x: leaf, ...parametersOf(module) });
  }),

  multiheadCounts: adapter(countsSchema, async (args: SelfAttentionArgs) => {
    const module = await selfAttention(args);
    const input = toTensor(args.x);
    return countsOf([input, ...module.parameters()], () => module.forward(input));
  }),

  /** Only builds a layer. */
  multiheadState: adapter(
    ndArraysSchema,
    async (args: { dModel: number; numHeads: number; fused?: boolean }) => {
      const { CausalMultiHeadSelfAttention } = await submission();
      const options = args.fused === undefined ? {} : { fused: args.fused };
      return toArrays(new CausalMultiHeadSelfAttention(args.dModel, args.numHeads, options).stateDict());
    },
  ),

  fuseQkv: adapter(ndArraySchema, async (args: Omit<SelfAttentionArgs, 'x'>) => {
    const { fuseQkv } = await submission();
    return toArray(fuseQkv(await selfAttention(args)));
  }),

  /**
   * One step of gradient descent on Σ y·gradOut, at a rate of `lr`: the output before and after it, and the parameters
   * that it has led to, read from a saved state that another layer, not fused, has loaded.
   */
  fusedQkvStep: adapter(
    z.object({ before: ndArraySchema, after: ndArraySchema, state: ndArraysSchema }),
    async ({ lr, ...args }: SelfAttentionArgs & { gradOut: NDArray; lr: number }) => {
      const module = await selfAttention(args);
      const input = toTensor(args.x);
      const before = module.forward(input);
      before.mul(toTensor(args.gradOut)).sum().backward();
      for (const parameter of module.parameters()) {
        const grad = parameter.grad;
        if (grad !== null) parameter.assign(parameter.detach().sub(grad.mul(lr)));
      }
      const after = module.forward(input);
      const state = await toArrays(module.stateDict());
      const { fused: _fused, ...unfused } = args;
      const other = await selfAttention({ ...unfused, weights: state });
      return {
        before: await toArray(before),
        after: await toArray(after),
        state: await toArrays(other.stateDict()),
      };
    },
  ),
};

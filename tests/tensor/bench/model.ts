/**
 * The model that is trained: a pre-norm transformer with RMSNorm and a SiLU MLP, and AdamW with decoupled weight decay.
 * Its language is a fixed successor for each token, so the loss shows whether gradients and updates are right.
 */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { gaussian, type Matrix, ones } from './data.ts';

export const model = {
  numLayers: 2,
  dModel: 128,
  numHeads: 4,
  dFf: 512,
  contextLength: 64,
  batchSize: 16,
  vocabSize: 512,
  normEpsilon: 1e-5,
} as const;

export const adamW = { lr: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 } as const;

/** The weights of a transformer block, as tensors of some engine. Linear maps are stored as [out, in]. */
export type Block<T> = {
  attentionNorm: T;
  query: T;
  key: T;
  value: T;
  output: T;
  mlpNorm: T;
  up: T;
  down: T;
};

/** All weights. */
export type Weights<T> = {
  embedding: T;
  blocks: Block<T>[];
  norm: T;
  head: T;
};

/** Tokens and those that follow them, [batchSize, contextLength]. */
export interface Batch {
  readonly inputs: Int32Array<ArrayBuffer>;
  readonly targets: Int32Array<ArrayBuffer>;
}

/** The weights that everybody begins with. */
export function initialWeights(): Weights<Matrix> {
  const { numLayers, dModel, dFf, vocabSize } = model;
  let seed = 0;
  const linear = (outputs: number, inputs: number): Matrix => gaussian([outputs, inputs], ++seed, 0.02);
  return {
    embedding: gaussian([vocabSize, dModel], ++seed),
    blocks: Array.from({ length: numLayers }, () => ({
      attentionNorm: ones([dModel]),
      query: linear(dModel, dModel),
      key: linear(dModel, dModel),
      value: linear(dModel, dModel),
      output: linear(dModel, dModel),
      mlpNorm: ones([dModel]),
      up: linear(dFf, dModel),
      down: linear(dModel, dFf),
    })),
    norm: ones([dModel]),
    head: linear(vocabSize, dModel),
  };
}

/** The same weights as other tensors. */
export function mapWeights<A, B>(weights: Weights<A>, convert: (weight: A) => B): Weights<B> {
  const { embedding, blocks, norm, head } = weights;
  return {
    embedding: convert(embedding),
    blocks: blocks.map((block) => ({
      attentionNorm: convert(block.attentionNorm),
      query: convert(block.query),
      key: convert(block.key),
      value: convert(block.value),
      output: convert(block.output),
      mlpNorm: convert(block.mlpNorm),
      up: convert(block.up),
      down: convert(block.down),
    })),
    norm: convert(norm),
    head: convert(head),
  };
}

/** All weights, in one order. */
export function listWeights<T>(weights: Weights<T>): T[] {
  const list: T[] = [];
  mapWeights(weights, (weight) => list.push(weight));
  return list;
}

/** The batch of a step. Token t is followed by 5t + 1, modulo the vocabulary. */
export function batchOf(step: number): Batch {
  const { batchSize, contextLength, vocabSize } = model;
  const generator = xoroshiro128plus(step);
  const inputs = new Int32Array(batchSize * contextLength);
  const follow = (token: number): number => (5 * token + 1) % vocabSize;
  for (let i = 0; i < inputs.length; i++) {
    inputs[i] = i % contextLength === 0 ? uniformInt(generator, 0, vocabSize - 1) : follow(inputs[i - 1]!);
  }
  return { inputs, targets: inputs.map(follow) };
}

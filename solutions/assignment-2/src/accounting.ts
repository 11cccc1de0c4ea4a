/**
 * Numbers of parameters, operations and bytes. In the formulas: V vocabSize, T sequence length, B batch size, d dModel,
 * h numHeads, f dFf, L numLayers, P parameters.
 */
import type { TransformerConfig } from './transformer-config.ts';
import { defaultDFf } from './init.ts';

/** Bytes of a float32. */
const FLOAT = 4;

function dFfOf({ dModel, dFf, ffn = 'swiglu' }: TransformerConfig): number {
  return dFf ?? (ffn === 'silu' ? 4 * dModel : defaultDFf(dModel));
}

/** Matrices of the feed-forward layer. */
function ffnMatrices({ ffn = 'swiglu' }: TransformerConfig): number {
  return ffn === 'silu' ? 2 : 3;
}

/** Exercise `transformer-accounting`: learned numbers, 2Vd + L(4d² + 3df + 2d) + d for the base model. */
export function countParameters(config: TransformerConfig): number {
  const { vocabSize, contextLength, dModel, numLayers } = config;
  const { norm = 'pre', positions = 'rope', tieEmbeddings = false } = config;
  const tables = (tieEmbeddings ? 1 : 2) * vocabSize * dModel;
  const positionTable = positions === 'learned' ? contextLength * dModel : 0;
  const gain = norm === 'none' ? 0 : dModel;
  const layer = 4 * dModel ** 2 + ffnMatrices(config) * dModel * dFfOf(config) + 2 * gain;
  return tables + positionTable + numLayers * layer + gain;
}

/** Operations of the matrix multiplications of one forward pass, over all layers. */
export interface ForwardFlops {
  /** Projections to queries, keys and values. */
  readonly qkv: number;
  /** q kᵀ */
  readonly scores: number;
  /** Attention weights times values. */
  readonly weightedSum: number;
  /** Output projection of attention. */
  readonly output: number;
  readonly ffn: number;
  readonly lmHead: number;
  readonly total: number;
}

/** Exercise `transformer-accounting`: FLOPs for one sequence of T tokens; [m, n] times [n, p] costs 2mnp. */
export function forwardFlops(config: TransformerConfig, T: number): ForwardFlops {
  const { vocabSize, dModel: d, numLayers: L } = config;
  const qkv = L * 6 * T * d ** 2;
  const scores = L * 2 * T ** 2 * d;
  const weightedSum = L * 2 * T ** 2 * d;
  const output = L * 2 * T * d ** 2;
  const ffn = L * ffnMatrices(config) * 2 * T * d * dFfOf(config);
  const lmHead = 2 * T * d * vocabSize;
  const total = qkv + scores + weightedSum + output + ffn + lmHead;
  return { qkv, scores, weightedSum, output, ffn, lmHead, total };
}

/** The shape of a GPT-2, as a model of ours. */
function gpt2Shape(numLayers: number, dModel: number, numHeads: number): TransformerConfig {
  return { vocabSize: 50_257, contextLength: 1024, dModel, numLayers, numHeads, dFf: 4 * dModel };
}

const GPT2_SHAPES = {
  small: gpt2Shape(12, 768, 12),
  medium: gpt2Shape(24, 1024, 16),
  large: gpt2Shape(36, 1280, 20),
  xl: gpt2Shape(48, 1600, 25),
};

/** Names of the published sizes of GPT-2. */
export type Gpt2Size = keyof typeof GPT2_SHAPES;

/** Parts of a forward pass in percent of its FLOPs. */
export type FlopShares = Readonly<Record<Exclude<keyof ForwardFlops, 'total'>, number>>;

function sharesOf({ total, ...parts }: ForwardFlops): FlopShares {
  const share = (part: keyof FlopShares): number => (100 * parts[part]) / total;
  return {
    qkv: share('qkv'),
    scores: share('scores'),
    weightedSum: share('weightedSum'),
    output: share('output'),
    ffn: share('ffn'),
    lmHead: share('lmHead'),
  };
}

/** Exercise `transformer-accounting`: 2,127,057,600. */
export const gpt2XlParameters = countParameters(GPT2_SHAPES.xl);

/** Exercise `transformer-accounting`: bytes of the parameters in float32, 8,508,230,400. */
export const gpt2XlBytes = FLOAT * gpt2XlParameters;

/** Exercise `transformer-accounting`: FLOPs of a forward pass over 1,024 tokens, 4,513,336,524,800. */
export const gpt2XlFlops = forwardFlops(GPT2_SHAPES.xl, 1024).total;

/** Exercise `transformer-accounting`: what takes which share, at each size, at 1,024 tokens. */
export const flopShares: Readonly<Record<Gpt2Size, FlopShares>> = {
  small: sharesOf(forwardFlops(GPT2_SHAPES.small, 1024)),
  medium: sharesOf(forwardFlops(GPT2_SHAPES.medium, 1024)),
  large: sharesOf(forwardFlops(GPT2_SHAPES.large, 1024)),
  xl: sharesOf(forwardFlops(GPT2_SHAPES.xl, 1024)),
};

const longFlops = forwardFlops(GPT2_SHAPES.xl, 16_384);

/** Exercise `transformer-accounting`: GPT-2 XL with 16,384 tokens; shares in percent. */
export const longContext: {
  readonly total: number;
  /** Times the FLOPs at 1,024 tokens. */
  readonly factor: number;
  /** Scores and weighted sum together. */
  readonly attentionShare: number;
  readonly ffnShare: number;
} = {
  total: longFlops.total,
  factor: longFlops.total / gpt2XlFlops,
  attentionShare: sharesOf(longFlops).scores + sharesOf(longFlops).weightedSum,
  ffnShare: sharesOf(longFlops).ffn,
};

/** Bytes that a training step holds. */
export interface TrainingBytes {
  readonly parameters: number;
  readonly gradients: number;
  /** Two moments per parameter. */
  readonly optimizer: number;
  readonly activations: number;
  readonly total: number;
}

/** Exercise `adamw-accounting`: float32, the base model, B sequences of contextLength tokens. */
export function trainingBytes(config: TransformerConfig, B: number): TrainingBytes {
  const parameters = FLOAT * countParameters(config);
  const activations = FLOAT * activationsOf(config, B);
  const optimizer = 2 * parameters;
  return {
    parameters,
    gradients: parameters,
    optimizer,
    activations,
    total: parameters + parameters + optimizer + activations,
  };
}

/** Numbers that backward needs again. */
function activationsOf(config: TransformerConfig, B: number): number {
  const { vocabSize: V, contextLength: T, dModel: d, numHeads: h, numLayers: L } = config;
  const stream = B * T * d;
  const norms = 2 * stream;
  const attention = 3 * stream + 2 * B * h * T ** 2 + stream + stream; // q k v, scores and softmax, weighted sum, output
  const ffn = 4 * B * T * dFfOf(config) + stream; // W₁, SiLU, W₃, product; W₂
  return L * (norms + attention + ffn) + stream + 2 * B * T * V; // final norm; logits and cross-entropy
}

const xlOneSequence = trainingBytes(GPT2_SHAPES.xl, 1);

/** Exercise `adamw-accounting`: GPT-2 XL takes perSequence·B + fixed bytes. */
export const xlBytes: { readonly perSequence: number; readonly fixed: number } = {
  perSequence: xlOneSequence.activations,
  fixed: xlOneSequence.total - xlOneSequence.activations,
};

/** Exercise `adamw-accounting`: the largest batch that fits into 80 GB. */
export const xlMaxBatch = Math.floor((80e9 - xlBytes.fixed) / xlBytes.perSequence);

/** Exercise `adamw-accounting`: per parameter 3 for m, 4 for v, 2 for the denominator, 3 for the step, 2 for decay. */
export function adamwFlopsPerStep(config: TransformerConfig): number {
  return 14 * countParameters(config);
}

/** Exercise `adamw-accounting`: GPT-2 XL, 400,000 steps of 1,024 sequences, half of 19.5 TFLOP/s, backward = 2 forward. */
export const trainingDays = (() => {
  const flops = 400_000 * (1024 * 3 * gpt2XlFlops + adamwFlopsPerStep(GPT2_SHAPES.xl));
  return flops / (0.5 * 19.5e12) / 86_400;
})();

/** An activation tensor. */
export interface TensorSize {
  readonly name: 'residual' | 'scores' | 'ffn' | 'logits';
  readonly bytes: number;
}

/** Exercise `webgpu-accounting`: the largest activation, float32, B sequences of contextLength tokens. */
export function largestTensor(config: TransformerConfig, B: number): TensorSize {
  const { vocabSize: V, contextLength: T, dModel: d, numHeads: h } = config;
  const sizes: readonly TensorSize[] = [
    { name: 'residual', bytes: FLOAT * B * T * d },
    { name: 'scores', bytes: FLOAT * B * h * T ** 2 },
    { name: 'ffn', bytes: FLOAT * B * T * dFfOf(config) },
    { name: 'logits', bytes: FLOAT * B * T * V },
  ];
  return sizes.reduce((largest, size) => (size.bytes > largest.bytes ? size : largest));
}

/** Exercise `webgpu-accounting`: the largest batch whose tensors each fit into one binding of so many bytes. */
export function maxBatchForBinding(config: TransformerConfig, limitBytes: number): number {
  return Math.floor(limitBytes / largestTensor(config, 1).bytes);
}

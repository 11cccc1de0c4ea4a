/** Inputs that tests of blocks and models share. */
import type { NDArray } from '@dawnbook/grader';
import type { RandomArrays } from './arrays.ts';

/** The model of most tests. */
export const common = { vocabSize: 64, contextLength: 16, dModel: 32, numLayers: 2, numHeads: 4, dFf: 64 };

/** Names and shapes of the parameters of a base block. */
export function blockShapes(dModel = 32, dFf = 64): Record<string, number[]> {
  return {
    'ln1.weight': [dModel],
    'attn.qProj.weight': [dModel, dModel],
    'attn.kProj.weight': [dModel, dModel],
    'attn.vProj.weight': [dModel, dModel],
    'attn.outputProj.weight': [dModel, dModel],
    'ln2.weight': [dModel],
    'ffn.w1.weight': [dFf, dModel],
    'ffn.w2.weight': [dModel, dFf],
    'ffn.w3.weight': [dFf, dModel],
  };
}

/** What a configuration says about the parameters. */
export interface LmShape {
  readonly vocabSize: number;
  readonly contextLength: number;
  readonly dModel: number;
  readonly numLayers: number;
  readonly dFf: number;
  readonly norm?: string;
  readonly positions?: string;
  readonly ffn?: string;
  readonly tieEmbeddings?: boolean;
}

/** Names and shapes of the parameters of a model, in the order of the fixtures. */
export function lmShapes(config: LmShape): Record<string, number[]> {
  const { vocabSize, contextLength, dModel, numLayers, dFf, norm, positions, ffn, tieEmbeddings } = config;
  const shapes: Record<string, number[]> = { 'tokenEmbeddings.weight': [vocabSize, dModel] };
  if (positions === 'learned') shapes['positionEmbeddings.weight'] = [contextLength, dModel];
  for (let i = 0; i < numLayers; i++) {
    for (const [name, shape] of Object.entries(blockShapes(dModel, dFf))) {
      if (norm === 'none' && name.startsWith('ln')) continue;
      if (ffn === 'silu' && name === 'ffn.w3.weight') continue;
      shapes[`layers.${i}.${name}`] = shape;
    }
  }
  if (norm !== 'none') shapes['lnFinal.weight'] = [dModel];
  if (tieEmbeddings !== true) shapes['lmHead.weight'] = [vocabSize, dModel];
  return shapes;
}

/** Random parameters: matrices that keep activations at order 1, gains around 1. */
export function randomWeights(
  random: RandomArrays,
  shapes: Readonly<Record<string, number[]>>,
): Record<string, NDArray> {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      shape.length === 1 ? random.normal(shape, 0.2, 1) : random.normal(shape, 1 / Math.sqrt(shape[1]!)),
    ]),
  );
}

/** Gradient of the mean cross-entropy with respect to the logits `[batch, seq, vocab]`: (softmax − one-hot)/N. */
export function crossEntropyGradient(logits: NDArray, targets: NDArray): NDArray {
  const vocab = logits.shape.at(-1)!;
  const numTokens = targets.data.length;
  const gradient = new Float32Array(logits.data.length);
  for (let token = 0; token < numTokens; token++) {
    const row = Float64Array.from(logits.data.subarray(token * vocab, (token + 1) * vocab));
    const max = Math.max(...row);
    const sum = row.reduce((total, value) => total + Math.exp(value - max), 0);
    for (let id = 0; id < vocab; id++) {
      const target = id === targets.data[token] ? 1 : 0;
      gradient[token * vocab + id] = (Math.exp(row[id]! - max) / sum - target) / numTokens;
    }
  }
  return { shape: [...logits.shape], data: gradient };
}

/** Mean cross-entropy of logits `[batch, seq, vocab]`, in nats. */
export function meanCrossEntropy(logits: NDArray, targets: NDArray): number {
  const vocab = logits.shape.at(-1)!;
  const losses = Array.from(targets.data, (target, token) => {
    const row = Array.from(logits.data.subarray(token * vocab, (token + 1) * vocab));
    const max = Math.max(...row);
    return Math.log(row.reduce((sum, value) => sum + Math.exp(value - max), 0)) + max - row[target]!;
  });
  return losses.reduce((a, b) => a + b, 0) / losses.length;
}

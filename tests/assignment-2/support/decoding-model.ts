/** A small Transformer whose next token depends on all of its tokens: what decoding is tried on besides tables. */
import type { NDArray } from '@dawnbook/grader';
import { hashed } from './hashed.ts';

export interface DecodingModel {
  config: {
    vocabSize: number;
    contextLength: number;
    dModel: number;
    numLayers: number;
    numHeads: number;
    dFf: number;
    positions?: 'rope' | 'learned' | 'none';
  };
  weights: Record<string, NDArray>;
}

/**
 * Two layers of width 32, vocabulary 32, context 16. Weights are functions of their places, large enough that logits differ
 * clearly.
 *
 * @param variant - chooses other weights
 */
export function decodingModel(variant = 0, positions: 'rope' | 'learned' | 'none' = 'rope'): DecodingModel {
  const config = {
    vocabSize: 32,
    contextLength: 16,
    dModel: 32,
    numLayers: 2,
    numHeads: 4,
    dFf: 64,
    ...(positions === 'rope' ? {} : { positions }),
  };
  const { vocabSize, contextLength, dModel, dFf } = config;
  const shapes: Record<string, number[]> = {
    'tokenEmbeddings.weight': [vocabSize, dModel],
    'lmHead.weight': [vocabSize, dModel],
    'lnFinal.weight': [dModel],
    ...(positions === 'learned' ? { 'positionEmbeddings.weight': [contextLength, dModel] } : {}),
  };
  for (let layer = 0; layer < config.numLayers; layer++) {
    for (const name of ['q', 'k', 'v', 'output'])
      shapes[`layers.${layer}.attn.${name}Proj.weight`] = [dModel, dModel];
    for (const name of ['ln1', 'ln2']) shapes[`layers.${layer}.${name}.weight`] = [dModel];
    for (const name of ['w1', 'w3']) shapes[`layers.${layer}.ffn.${name}.weight`] = [dFf, dModel];
    shapes[`layers.${layer}.ffn.w2.weight`] = [dModel, dFf];
  }
  const weights = Object.fromEntries(
    Object.entries(shapes).map(([name, shape], place) => {
      const values = hashed(1000 * (variant + 1) + place, shape, shape.length === 1 ? 0.5 : 0.4);
      if (shape.length === 1) for (let i = 0; i < values.data.length; i++) values.data[i]! += 1;
      return [name, values];
    }),
  );
  return { config, weights };
}

/** Random models for the accounting exercises, and their parameters counted one by one. */
import { lmShapes } from './block-cases.ts';
import { type RandomArrays, sizeOf, sum } from './arrays.ts';

/** A configuration of the base model in which everything is given. */
export interface Sizes {
  readonly vocabSize: number;
  readonly contextLength: number;
  readonly dModel: number;
  readonly numLayers: number;
  readonly numHeads: number;
  readonly dFf: number;
}

export function randomSizes(random: RandomArrays): Sizes {
  const numHeads = random.int(1, 8);
  return {
    vocabSize: random.int(2, 60_000),
    contextLength: random.int(1, 2048),
    dModel: numHeads * 2 * random.int(1, 64),
    numLayers: random.int(0, 50),
    numHeads,
    dFf: random.int(1, 6000),
  };
}

/** The sum of the sizes of all parameters, by their names. */
export function countByName(config: Parameters<typeof lmShapes>[0]): number {
  return sum(Object.values(lmShapes(config)).map((shape) => sizeOf(shape)));
}

/** FLOPs of a matrix product [m, n] times [n, p]. */
const product = (m: number, n: number, p: number): number => 2 * m * n * p;

/** Forward FLOPs, added up over layers, heads and matrices. */
export function flopsByProduct(
  { vocabSize, dModel, numLayers, numHeads, dFf }: Sizes,
  T: number,
  ffnMatrices = 3,
) {
  const parts = {
    qkv: 0,
    scores: 0,
    weightedSum: 0,
    output: 0,
    ffn: 0,
    lmHead: product(T, dModel, vocabSize),
  };
  for (let layer = 0; layer < numLayers; layer++) {
    parts.qkv += 3 * product(T, dModel, dModel);
    for (let head = 0; head < numHeads; head++) {
      parts.scores += product(T, dModel / numHeads, T);
      parts.weightedSum += product(T, T, dModel / numHeads);
    }
    parts.output += product(T, dModel, dModel);
    parts.ffn += ffnMatrices * product(T, dModel, dFf);
  }
  return { ...parts, total: sum(Object.values(parts)) };
}

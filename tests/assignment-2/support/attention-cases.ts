/** Inputs that several tests of attention share. */
import type { NDArray } from '@dawnbook/grader';
import { f32, type RandomArrays, widen } from './arrays.ts';
import type { AttentionWeights } from './float64.ts';
import { hashedWeights } from './hashed.ts';

const PROJECTIONS = ['qProj.weight', 'kProj.weight', 'vProj.weight', 'outputProj.weight'] as const;

/** Names of the parameters of an attention layer. */
export type ProjectionName = (typeof PROJECTIONS)[number];

/** The parameters of the fixtures. */
export function fixtureProjections(dModel = 32): Record<string, NDArray> {
  return hashedWeights(Object.fromEntries(PROJECTIONS.map((name) => [name, [dModel, dModel]])));
}

/** Random parameters, of a size that keeps activations at order 1. */
export function randomProjections(random: RandomArrays, dModel = 32): Record<ProjectionName, NDArray> {
  const matrix = (): NDArray => random.normal([dModel, dModel], 1 / Math.sqrt(dModel));
  return {
    'qProj.weight': matrix(),
    'kProj.weight': matrix(),
    'vProj.weight': matrix(),
    'outputProj.weight': matrix(),
  };
}

/** The same, for the float64 loops. */
export function widenProjections(weights: Readonly<Record<string, NDArray>>): AttentionWeights {
  const [q, k, v, output] = PROJECTIONS.map((name) => widen(weights[name]!));
  return { q: q!, k: k!, v: v!, output: output! };
}

/** The identity matrix, times a factor. */
export function identity(size: number, factor = 1): NDArray {
  return f32(
    [size, size],
    Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? factor : 0)),
  );
}

/** Zeros. */
export function nothing(shape: number[]): NDArray {
  return f32(shape, new Float32Array(shape.reduce((a, b) => a * b, 1)));
}

/** A copy of `x` `[batch, seq, d]` in which one position of every sequence has other values. */
export function changedAt(x: NDArray, position: number, change: (value: number) => number): NDArray {
  const [, seq, d] = x.shape as [number, number, number];
  const data = x.data.slice();
  for (let i = 0; i < data.length; i++) {
    if (Math.floor(i / d) % seq === position) data[i] = change(data[i]!);
  }
  return { shape: [...x.shape], data };
}

/** The rows of `y` `[batch, seq, d]` at positions from `start` to `end`, without the end. */
export function positionsOf(y: NDArray, start: number, end: number): NDArray {
  const [batch, seq, d] = y.shape as [number, number, number];
  const data = new Float32Array(batch * (end - start) * d);
  for (let b = 0; b < batch; b++) {
    data.set(y.data.subarray((b * seq + start) * d, (b * seq + end) * d), b * (end - start) * d);
  }
  return { shape: [batch, end - start, d], data };
}

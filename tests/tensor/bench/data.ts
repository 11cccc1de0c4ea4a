/** Seeded numbers, the same for every contestant. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Numbers in memory, row by row. */
export interface Matrix {
  readonly shape: readonly number[];
  readonly data: Float32Array<ArrayBuffer>;
}

/** A matrix of normally distributed numbers with mean 0 (Box and Muller, 1958). */
export function gaussian(shape: readonly number[], seed: number, std = 1): Matrix {
  const generator = xoroshiro128plus(seed);
  const data = new Float32Array(shape.reduce((size, length) => size * length, 1));
  for (let i = 0; i < data.length; i += 2) {
    const radius = std * Math.sqrt(-2 * Math.log(1 - uniformFloat64(generator)));
    const angle = 2 * Math.PI * uniformFloat64(generator);
    data[i] = radius * Math.cos(angle);
    if (i + 1 < data.length) data[i + 1] = radius * Math.sin(angle);
  }
  return { shape, data };
}

/** A matrix of ones. */
export function ones(shape: readonly number[]): Matrix {
  return { shape, data: new Float32Array(shape.reduce((size, length) => size * length, 1)).fill(1) };
}

/**
 * Numbers that a fixture's script and a test compute alike, so that fixtures hold results only. `hashed` in
 * `fixtures/make.py` is the same function.
 */
import type { NDArray } from '@dawnbook/grader';
import { f32, i32, sizeOf } from './arrays.ts';

/** A bijection of 32-bit numbers (Chris Wellons, "Prospecting for hash functions"). */
function mix(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** f32 values in [−scale, scale); exact if `scale` is a power of two. */
export function hashed(seed: number, shape: number[], scale: number): NDArray {
  const values = Array.from(
    { length: sizeOf(shape) },
    (_, i) => ((mix(mix(seed + 1) + i) >>> 8) / 2 ** 23 - 1) * scale,
  );
  return f32(shape, values);
}

/** i32 values in [0, below). */
export function hashedIds(seed: number, shape: number[], below: number): NDArray {
  return i32(
    shape,
    Array.from({ length: sizeOf(shape) }, (_, i) => mix(mix(seed + 1) + i) % below),
  );
}

/**
 * Parameters of a model: matrices in [−¼, ¼), gains in [½, 1½), biases in [−¼, ¼). The seed of a parameter is its place.
 *
 * @param shapes - by name, in the order of the state dict
 */
export function hashedWeights(shapes: Readonly<Record<string, readonly number[]>>): Record<string, NDArray> {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape], place) => {
      const values = hashed(100 + place, [...shape], isGain(name) ? 0.5 : 0.25);
      if (isGain(name)) for (let i = 0; i < values.data.length; i++) values.data[i]! += 1;
      return [name, values];
    }),
  );
}

/** Gains of norms are the weights called ln…, whether `ln1.weight`, `lnFinal.weight` or `h.0.ln_1.weight`. */
function isGain(name: string): boolean {
  return /(^|\.)ln[^.]*\.weight$/.test(name);
}

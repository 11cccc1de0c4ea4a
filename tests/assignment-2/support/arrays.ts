/** Arrays that tests send to adapters, and their float64 counterparts, in which expected values are computed. */
import type { NDArray } from '@dawnbook/grader';
import { randomSource } from '@dawnbook/grader/suite';

/** Row-major float64 values with their shape. */
export interface Array64 {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** An f32 array of numbers that are given, row by row. */
export function f32(shape: number[], values: ArrayLike<number>): NDArray {
  return { shape, data: Float32Array.from(values) };
}

/** An i32 array of numbers that are given, row by row. */
export function i32(shape: number[], values: ArrayLike<number>): NDArray {
  return { shape, data: Int32Array.from(values) };
}

/** A boolean array. */
export function bool(shape: number[], values: readonly boolean[]): NDArray {
  return { shape, data: Uint8Array.from(values, Number) };
}

/** The same f32 values as float64. */
export function widen({ shape, data }: NDArray): Array64 {
  return { shape, data: Float64Array.from(data) };
}

/** All arrays of a record. */
export function widenAll(arrays: Readonly<Record<string, NDArray>>): Record<string, Array64> {
  return Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, widen(array)]));
}

/** What {@link expectClose} takes, of float64 values. */
export function plain({ shape, data }: Array64): NDArray {
  return { shape: [...shape], data: Float32Array.from(data) };
}

/** The array with each element replaced. */
export function mapArray<A extends NDArray | Array64>(array: A, f: (value: number, i: number) => number): A {
  const data = array.data.slice();
  for (let i = 0; i < data.length; i++) data[i] = f(array.data[i]!, i);
  return { shape: [...array.shape], data } as unknown as A;
}

/** The elements as a list. */
export function numbersOf({ data }: NDArray): number[] {
  return Array.from(data);
}

export function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** Standard deviation, around the mean of the values. */
export function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

/** Part `i` along the first axis. */
export function part({ shape, data }: NDArray, i: number): NDArray {
  const size = sizeOf(shape.slice(1));
  return { shape: shape.slice(1), data: data.slice(i * size, (i + 1) * size) };
}

/** Seeded random arrays. */
export interface RandomArrays {
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  /** Normal numbers. */
  normal(shape: number[], std?: number, centre?: number): NDArray;
  /** Uniform numbers. */
  uniform(shape: number[], low: number, high: number): NDArray;
  /** Token ids below `vocab`. */
  ids(shape: number[], vocab: number): NDArray;
  /** The numbers from 0 to n − 1 in random order. */
  permutation(n: number): number[];
}

/** A source of random arrays: the same for the same seed, on every machine. */
export function randomArrays(seed: number): RandomArrays {
  const random = randomSource(seed);
  const unit = (): number => (random.int(0, 2 ** 30 - 1) + 0.5) / 2 ** 30;
  const normal = (): number => Math.sqrt(-2 * Math.log(unit())) * Math.cos(2 * Math.PI * unit());
  const fill = (shape: number[], draw: () => number): NDArray =>
    f32(
      shape,
      Array.from({ length: sizeOf(shape) }, () => draw()),
    );
  return {
    int: (min, max) => random.int(min, max),
    normal: (shape, std = 1, centre = 0) => fill(shape, () => centre + std * normal()),
    uniform: (shape, low, high) => fill(shape, () => low + (high - low) * unit()),
    ids: (shape, vocab) => i32(shape, random.ints(sizeOf(shape), 0, vocab - 1)),
    permutation(n) {
      const order = Array.from({ length: n }, (_, i) => i);
      for (let i = n - 1; i > 0; i--) {
        const j = random.int(0, i);
        [order[i], order[j]] = [order[j]!, order[i]!];
      }
      return order;
    },
  };
}

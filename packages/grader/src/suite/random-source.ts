import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Seeded random numbers for test inputs. */
export interface RandomSource {
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  /** One element of a list. */
  pick<T>(list: readonly T[]): T;
  /** `length` whole numbers from `min` to `max`. */
  ints(length: number, min: number, max: number): number[];
}

/** A source of random numbers: the same numbers for the same seed, on every machine. */
export function randomSource(seed: number): RandomSource {
  const generator = xoroshiro128plus(seed);
  const int = (min: number, max: number): number => uniformInt(generator, min, max);
  return {
    int,
    pick: (list) => list[int(0, list.length - 1)]!,
    ints: (length, min, max) => Array.from({ length }, () => int(min, max)),
  };
}

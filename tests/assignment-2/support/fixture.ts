/** Results of PyTorch; see `fixtures/scripts/modules.py`. */
import { readFileSync } from 'node:fs';
import type { NDArray } from '@dawnbook/grader';
import { expectClose, expectSame, type Tolerance } from '@dawnbook/grader/suite';

/** A whole array. */
export interface FixtureArray {
  readonly shape: number[];
  readonly data: number[];
}

/** Some elements of an array, and the norm of all. */
export interface FixtureSamples {
  readonly shape: number[];
  readonly at: number[];
  readonly values: number[];
  readonly norm: number;
}

/**
 * Reads a fixture.
 *
 * @param visibility - fixtures of hidden tests are not handed out
 */
export function fixture<T>(visibility: 'public' | 'hidden', exercise: string): T {
  const url = new URL(`../fixtures/${visibility}/${exercise}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as T;
}

/** As f32, which is what it is compared with. */
export function fromFixture({ shape, data }: FixtureArray): NDArray {
  return { shape, data: Float32Array.from(data) };
}

/** Expects the elements that were sampled, and the norm. */
export function expectSamples(
  actual: NDArray,
  { shape, at, values, norm }: FixtureSamples,
  tolerance: Tolerance,
  what: string,
): void {
  expectSame([...actual.shape], shape, `shape of ${what}`);
  expectClose(
    at.map((i) => actual.data[i]!),
    values,
    tolerance,
    `${what}, elements ${at.slice(0, 4).join(', ')}, …`,
  );
  const squares = Array.from(actual.data, (value) => value * value);
  expectClose(Math.sqrt(squares.reduce((a, b) => a + b, 0)), norm, tolerance, `norm of ${what}`);
}

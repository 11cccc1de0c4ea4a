import { notImplemented } from '@dawnbook/grader';
import type { Tensor } from '@dawnbook/tensor';

/** Options of {@link truncatedNormal}. */
export interface TruncatedNormalOptions {
  readonly std: number;
  /** 0 by default. */
  readonly mean?: number;
  /** Smallest value that may come out; mean − 3 std by default. */
  readonly low?: number;
  /** Largest value that may come out; mean + 3 std by default. */
  readonly high?: number;
  readonly seed: number;
}

/**
 * Numbers from the normal distribution on condition that they lie in [low, high]: not clamped to it. A pure function of
 * its arguments; other seeds give other numbers. Made in JavaScript, and uploaded once. About 15 lines.
 *
 * Handout: README.md#truncated-normal
 *
 * @throws RangeError if std ≤ 0 or low ≥ high
 */
export function truncatedNormal(shape: readonly number[], options: TruncatedNormalOptions): Tensor {
  throw notImplemented('truncated-normal');
}

/**
 * The multiple of `multipleOf` nearest to 8/3·dModel, at least one of them. One line.
 *
 * Handout: README.md#truncated-normal
 */
export function defaultDFf(dModel: number, multipleOf = 64): number {
  throw notImplemented('truncated-normal');
}

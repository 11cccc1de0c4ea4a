import { type Tensor, tensor } from '@dawnbook/tensor';
import { uniform } from './random.ts';

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
 * Exercise `truncated-normal`: normal numbers, on condition that they lie in [low, high]. What falls outside is drawn
 * again; clamping it would pile up values at the bounds.
 *
 * @throws RangeError if std ≤ 0 or low ≥ high
 */
export function truncatedNormal(shape: readonly number[], options: TruncatedNormalOptions): Tensor {
  const { std, mean = 0, low = mean - 3 * std, high = mean + 3 * std, seed } = options;
  if (!(std > 0)) throw new RangeError(`std is ${std}; it must be positive`);
  if (!(low < high)) throw new RangeError(`low is ${low} and high is ${high}; low must be smaller`);
  const normal = normalNumbers(seed);
  const draw = (): number => {
    for (;;) {
      const value = mean + std * normal();
      if (value >= low && value <= high) return value;
    }
  };
  const size = shape.reduce((product, length) => product * length, 1);
  return tensor(Float32Array.from({ length: size }, draw), shape);
}

/** Normal numbers, made of uniform ones by the transform of Box and Muller (1958). */
function normalNumbers(seed: number): () => number {
  let draw = 0;
  return () => {
    const [u, v] = [uniform(seed, draw++), uniform(seed, draw++)];
    return Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v); // 1 − u is never 0
  };
}

/**
 * Exercise `truncated-normal`: the width of a SwiGLU feed-forward layer, the multiple of `multipleOf` nearest to
 * 8/3·dModel: with three matrices as many weights as two matrices of width 4·dModel (Shazeer 2020).
 */
export function defaultDFf(dModel: number, multipleOf = 64): number {
  return Math.max(1, Math.round(((8 / 3) * dModel) / multipleOf)) * multipleOf;
}

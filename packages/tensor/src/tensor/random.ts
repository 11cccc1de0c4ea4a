/**
 * Random tensors. All are functions of a seed: the same on every adapter and every day.
 *
 * Uniform numbers are drawn on the device, from counters (see `ops/random-bits.ts`). Normal ones are drawn on the host:
 * they go through logarithms, which devices round differently.
 */
import { notDifferentiable } from '../ops/elementwise.ts';
import { keyOf, randomBits } from '../ops/random-bits.ts';
import { checkShape, type Shape, sizeOf } from '../shape/shape.ts';
import { coordinate, tensor, type TensorOptions } from './create.ts';
import { deriveAs, elementwise } from './derive.ts';
import type { Tensor } from './tensor.ts';

/** Options of random tensors. */
export interface RandomOptions extends Pick<TensorOptions, 'requiresGrad'> {
  /** Tells this draw from others. Whole number from 0 to 2⁵³ − 1. */
  readonly seed: number;
}

/** Bits of a float's fraction: uniform numbers are multiples of 2⁻²⁴, all of them f32. */
const FRACTION = 2 ** -24;

function checkedKey(op: string, seed: number, draw: number): number {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`${op}: seed ${seed} is not a whole number from 0 to 2^53 - 1`);
  }
  return keyOf(seed, draw);
}

const UNIFORM = 1;
const NORMAL = 2;
const PERMUTATION = 3;

/** Uniform in [low, high); [0, 1) by default. */
export function rand(shape: Shape, options: RandomOptions & { low?: number; high?: number }): Tensor {
  checkShape('rand', shape);
  const { seed, low = 0, high = 1 } = options;
  const key = checkedKey('rand', seed, UNIFORM);
  const counter = coordinate([sizeOf(shape)], 0).to('u32');
  const bits = elementwise('randomBits', counter, key);
  let result = bits.shiftRight(8).to('f32').mul(FRACTION);
  if (low !== 0 || high !== 1) {
    result = result.mul(high - low).add(low);
    // The sum may be rounded up to the end.
    if (low < high) result = result.minimum(below(high));
  }
  result = result.reshape(shape);
  if (options.requiresGrad === true) result.requiresGrad = true;
  return result;
}

/** The largest f32 that is less; adapters may take those nearest to 0 for 0. */
function below(value: number): number {
  const float = Math.fround(value);
  if (float < value) return float;
  if (float === 0) return -(2 ** -126);
  // The bits of a float, read as an integer, go up and down with its size.
  const bits = new Int32Array(Float32Array.of(float).buffer);
  bits[0]! -= Math.sign(float);
  return new Float32Array(bits.buffer)[0]!;
}

/** Whole numbers, uniform in [low, high), as i32. */
export function randint(shape: Shape, options: { seed: number; low?: number; high: number }): Tensor {
  const { seed, low = 0, high } = options;
  return rand(shape, { seed })
    .mul(high - low)
    .floor()
    .to('i32')
    .add(low);
}

/** Normal with mean 0 and standard deviation 1, unless others are given. */
export function randn(shape: Shape, options: RandomOptions & { mean?: number; std?: number }): Tensor {
  checkShape('randn', shape);
  const { seed, mean = 0, std = 1, requiresGrad = false } = options;
  const next = normals(checkedKey('randn', seed, NORMAL));
  const values = Float32Array.from({ length: sizeOf(shape) }, () => mean + std * next());
  return tensor(values, shape, { requiresGrad });
}

/**
 * Normal numbers within bounds: what falls outside is drawn again.
 *
 * @throws RangeError if the bounds are not in order, or so far out that next to nothing falls between
 */
export function truncatedNormal(
  shape: Shape,
  options: RandomOptions & { mean?: number; std?: number; low?: number; high?: number },
): Tensor {
  checkShape('truncatedNormal', shape);
  const { seed, mean = 0, std = 1, requiresGrad = false } = options;
  const { low = mean - 3 * std, high = mean + 3 * std } = options;
  if (!(low < high) || !(std > 0)) {
    throw new RangeError(
      `truncatedNormal: wants low < high and std > 0, not low ${low}, high ${high}, std ${std}`,
    );
  }
  const next = normals(checkedKey('truncatedNormal', seed, NORMAL));
  const draw = (): number => {
    for (let attempt = 0; attempt < 10_000; attempt++) {
      const value = mean + std * next();
      if (value >= low && value <= high) return value;
    }
    throw new RangeError(
      `truncatedNormal: nothing falls between ${low} and ${high} with mean ${mean} and std ${std}`,
    );
  };
  return tensor(Float32Array.from({ length: sizeOf(shape) }, draw), shape, { requiresGrad });
}

/**
 * One draw from each row of probabilities along the last axis, as i32. Rows need not add up to 1; an element of
 * probability 0 is never drawn.
 *
 * @param probs - `[..., classes]`
 * @returns `[...]`
 */
export function categorical(probs: Tensor, options: { seed: number }): Tensor {
  const compute = (): Tensor => {
    const sums = probs.cumsum(-1);
    const last = sums.narrow(-1, probs.shape.at(-1)! - 1, 1);
    const threshold = rand(last.shape, options).mul(last);
    // The first place whose running sum is above the threshold: as many are not above it.
    return sums.le(threshold).to('i32').sum(-1);
  };
  return deriveAs('categorical', [probs], compute, notDifferentiable);
}

/** The numbers from 0 to n − 1 in random order, as i32 (Fisher and Yates). */
export function randperm(n: number, options: { seed: number }): Tensor {
  const key = checkedKey('randperm', options.seed, PERMUTATION);
  const order = Int32Array.from({ length: n }, (_value, index) => index);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(((randomBits(i, key) >>> 0) / 2 ** 32) * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return tensor(order);
}

/** Normal numbers, one by one (Box and Muller). */
function normals(key: number): () => number {
  let counter = 0;
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log((randomBits(counter++, key) + 1) / 2 ** 32));
    const angle = 2 * Math.PI * (randomBits(counter++, key) / 2 ** 32);
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

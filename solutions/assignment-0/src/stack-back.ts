import { type Arr, sameShape, sizeOf, zeros } from './arr.ts';

/**
 * Joins arrays of one shape along a new axis: slice `i` along `dim` of the result is `xs[i]`.
 *
 * @param dim - the place of the new axis in the result; negative ones count from the end, −1 is the last
 * @throws RangeError with the shapes when they differ, when there is no array, or when `dim` is out of range
 */
export function stack(xs: readonly Arr[], dim = 0): Arr {
  const [first] = xs;
  const other = xs.find((x) => !sameShape(x.shape, first!.shape));
  if (first === undefined || other !== undefined) {
    const shapes = xs.map((x) => `[${x.shape}]`).join(' ');
    throw new RangeError(`stack: arrays of one shape are wanted, not ${shapes || 'none'}`);
  }
  const axis = newAxis(dim, first.shape);
  const out = zeros(first.shape.toSpliced(axis, 0, xs.length));
  for (const [i, x] of xs.entries()) {
    for (const [from, to, size] of blocks(out.shape, axis, i)) {
      out.data.set(x.data.subarray(from, from + size), to);
    }
  }
  return out;
}

/**
 * Backward of {@link stack} with respect to array `operand`: its slice of the gradient.
 *
 * @throws RangeError when `dim` is out of range
 */
export function stackBack(operand: number, gradOut: Arr, xs: readonly Arr[], dim = 0): Arr {
  const { shape } = xs[operand]!;
  const axis = newAxis(dim, shape);
  const grad = zeros(shape);
  for (const [to, from, size] of blocks(gradOut.shape, axis, operand)) {
    grad.data.set(gradOut.data.subarray(from, from + size), to);
  }
  return grad;
}

/** Blocks of neighbours in slice `i` along `axis`: where they begin in the slice, and where in the whole. */
function* blocks(
  shape: readonly number[],
  axis: number,
  i: number,
): Generator<[slice: number, whole: number, size: number]> {
  const size = sizeOf(shape.slice(axis + 1));
  const count = sizeOf(shape.slice(0, axis));
  for (let block = 0; block < count; block++) yield [block * size, (block * shape[axis]! + i) * size, size];
}

function newAxis(dim: number, shape: readonly number[]): number {
  const axis = dim < 0 ? dim + shape.length + 1 : dim;
  if (Number.isInteger(axis) && axis >= 0 && axis <= shape.length) return axis;
  throw new RangeError(`stack: dim ${dim} is no place for a new axis in [${shape}]`);
}

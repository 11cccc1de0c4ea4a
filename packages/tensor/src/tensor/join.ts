/** Joining and cutting. */
import { promote } from '../dtype.ts';
import { ShapeError } from '../errors.ts';
import { axisOf, show } from '../shape/shape.ts';
import { coordinate } from './create.ts';
import { deriveAs } from './derive.ts';
import { narrow, pad } from './movement.ts';
import type { Tensor } from './tensor.ts';

/**
 * Tensors behind one another along an axis.
 *
 * @throws ShapeError if there are none, or another axis differs
 */
export function concat(tensors: readonly Tensor[], dim = 0): Tensor {
  const first = tensors[0];
  if (first === undefined) throw new ShapeError('concat: there is no tensor');
  const axis = axisOf('concat', dim, first.shape);
  const dtype = tensors.map((tensor) => tensor.dtype).reduce(promote);
  for (const { shape } of tensors) {
    const fits =
      shape.length === first.rank &&
      shape.every((length, each) => each === axis || length === first.shape[each]);
    if (!fits) {
      throw new ShapeError(
        `concat: shapes ${show(first.shape)} and ${show(shape)} differ in more than axis ${axis}`,
      );
    }
  }
  const parts = tensors.filter((tensor) => tensor.shape[axis] !== 0).map((tensor) => tensor.to(dtype));
  if (parts.length <= 1) return parts[0] ?? first;
  return joinParts(parts, axis);
}

/** How many tensors one kernel joins: each is a binding, and adapters have few. */
const MAX_PARTS = 4;

function joinParts(parts: readonly Tensor[], axis: number): Tensor {
  if (parts.length > MAX_PARTS) {
    const groups: Tensor[] = [];
    const width = Math.ceil(parts.length / MAX_PARTS);
    for (let i = 0; i < parts.length; i += width) {
      const group = parts.slice(i, i + width);
      groups.push(group.length === 1 ? group[0]! : joinParts(group, axis));
    }
    return joinParts(groups, axis);
  }
  const ends = parts.reduce<number[]>((sums, part) => [...sums, (sums.at(-1) ?? 0) + part.shape[axis]!], []);
  const length = ends.at(-1)!;
  const starts = parts.map((part, i) => ends[i]! - part.shape[axis]!);
  const compute = (): Tensor => {
    const shape = parts[0]!.shape.with(axis, length);
    const at = coordinate(shape, axis);
    return parts
      .map((part, i) => pad(part, axis, starts[i]!, length - ends[i]!))
      .reduceRight((rest, part, i) => at.lt(ends[i]!).where(part, rest));
  };
  return deriveAs('concat', parts, compute, (g) =>
    parts.map((part, i) => narrow(g, axis, starts[i]!, part.shape[axis]!)),
  );
}

/**
 * Tensors of equal shape along a new axis.
 *
 * @throws ShapeError if there are none, or shapes differ
 */
export function stack(tensors: readonly Tensor[], dim = 0): Tensor {
  const first = tensors[0];
  if (first === undefined) throw new ShapeError('stack: there is no tensor');
  return concat(
    tensors.map((tensor) => tensor.unsqueeze(dim)),
    dim < 0 ? dim + first.rank + 1 : dim,
  );
}

/** See {@link Tensor.split}. */
export function split(x: Tensor, sizes: number | readonly number[], dim: number): Tensor[] {
  const axis = axisOf('split', dim, x.shape);
  const length = x.shape[axis]!;
  if (typeof sizes === 'number' && !(Number.isSafeInteger(sizes) && sizes > 0))
    throw new RangeError(`split: size ${sizes} is not a whole number above 0`);
  const list =
    typeof sizes === 'number'
      ? Array.from({ length: Math.ceil(length / sizes) }, (_part, i) => Math.min(sizes, length - i * sizes))
      : sizes;
  if (list.reduce((sum, size) => sum + size, 0) !== length) {
    throw new ShapeError(
      `split: parts of [${list.join(', ')}] do not add up to ${length}, the length of axis ${axis} of shape ${show(x.shape)}`,
    );
  }
  let start = 0;
  return list.map((size) => narrow(x, axis, (start += size) - size, size));
}

/** Reading and adding at positions that other tensors say. */
import { IndexError, ShapeError, TensorError } from '../errors.ts';
import { notDifferentiable } from '../ops/elementwise.ts';
import { axisOf, type Shape, show } from '../shape/shape.ts';
import { coordinate } from './create.ts';
import { derive, deriveAs } from './derive.ts';
import { narrow, window } from './movement.ts';
import type { Tensor } from './tensor.ts';

/** What to take along an axis: one position, or from where to where in which steps, as in Python. */
export type SliceSpec =
  | number
  | null
  | readonly [start?: number | null, end?: number | null, step?: number | null];

/** See {@link Tensor.slice}. */
export function slice(x: Tensor, specs: readonly SliceSpec[]): Tensor {
  if (specs.length > x.rank) {
    throw new ShapeError(`slice: ${specs.length} axes are sliced, but shape ${show(x.shape)} has ${x.rank}`);
  }
  const start: number[] = [];
  const steps: number[] = [];
  const lengths: number[] = [];
  const dropped = new Set<number>();
  for (const [axis, length] of x.shape.entries()) {
    const spec = specs[axis] ?? [];
    if (typeof spec === 'number') {
      const position = spec < 0 ? spec + length : spec;
      if (!Number.isInteger(position) || position < 0 || position >= length) {
        throw new ShapeError(
          `slice: position ${spec} does not exist along axis ${axis} of shape ${show(x.shape)}`,
        );
      }
      dropped.add(axis);
      start.push(position);
      steps.push(1);
      lengths.push(1);
      continue;
    }
    const step = spec[2] ?? 1;
    if (!Number.isInteger(step) || step === 0)
      throw new RangeError(`slice: step ${step} is not a whole number other than 0`);
    const from = bound(spec[0], step > 0 ? 0 : length - 1, length, step);
    const to = bound(spec[1], step > 0 ? length : -1, length, step);
    start.push(from);
    steps.push(step);
    lengths.push(Math.max(0, Math.ceil((to - from) / step)));
  }
  const taken = window(x, start, steps, lengths);
  return dropped.size === 0 ? taken : taken.reshape(lengths.filter((_length, axis) => !dropped.has(axis)));
}

/** A bound as Python reads it: negative ones count from the end, and those outside mean the end. */
function bound(value: number | null | undefined, fallback: number, length: number, step: number): number {
  if (value === undefined || value === null) return fallback;
  if (!Number.isInteger(value)) throw new RangeError(`slice: bound ${value} is not a whole number`);
  const position = value < 0 ? value + length : value;
  return step > 0 ? Math.min(Math.max(position, 0), length) : Math.min(Math.max(position, -1), length - 1);
}

function checkIndex(op: string, index: Tensor): Tensor {
  if (index.dtype !== 'i32' && index.dtype !== 'u32')
    throw new TensorError(`${op}: the index is ${index.dtype}; it must be i32 or u32`);
  return index.to('i32');
}

/** Of an axis without elements, every position is outside. */
function checkAxis(op: string, index: Tensor, axis: number, shape: Shape): void {
  if (index.size > 0 && shape[axis] === 0)
    throw new IndexError(`${op}: axis ${axis} of shape ${show(shape)} has no positions`);
}

/** See {@link Tensor.gather}. */
export function gather(x: Tensor, dim: number, index: Tensor): Tensor {
  const axis = axisOf('gather', dim, x.shape);
  const positions = checkIndex('gather', index);
  const fits =
    positions.rank === x.rank &&
    positions.shape.every((length, each) => each === axis || length <= x.shape[each]!);
  if (!fits) {
    throw new ShapeError(
      `gather: an index of shape ${show(index.shape)} does not fit into ${show(x.shape)}; it needs as many axes, and ` +
        `none but axis ${axis} may be longer`,
    );
  }
  checkAxis('gather', positions, axis, x.shape);
  const source = positions.shape.reduce(
    (part, length, each) => (each === axis ? part : narrow(part, each, 0, length)),
    x,
  );
  return gatherAlong(source, axis, positions);
}

/** The counterpart of {@link scatterSum}; the index fits. */
function gatherAlong(x: Tensor, axis: number, index: Tensor): Tensor {
  return derive(
    { kind: 'gather', axis },
    [x, index],
    index.shape,
    x.dtype,
    (g, { inputs: [, positions] }) => [scatterSum(x.shape, axis, positions!, g), undefined],
  );
}

/** Zeros of a shape, with values added where the index says; its gradient is {@link gatherAlong}. */
function scatterSum(shape: Shape, axis: number, index: Tensor, values: Tensor): Tensor {
  // One value along the axis: a comparison, which fuses with what comes before and after.
  if (index.shape[axis] === 1) {
    return coordinate(shape, axis).eq(index.broadcastTo(shape)).where(values.broadcastTo(shape), 0);
  }
  const operation = { kind: 'scatterAdd', axis } as const;
  return derive(operation, [index, values], shape, values.dtype, (g, { inputs: [positions] }) => [
    undefined,
    gatherAlong(g, axis, positions!),
  ]);
}

/** See {@link Tensor.scatterAdd}. */
export function scatterAdd(x: Tensor, dim: number, index: Tensor, values: Tensor): Tensor {
  if (x.dtype === 'bool')
    throw new TensorError(
      'scatterAdd adds numbers, not bool; convert with to(), and compare the sums with ne(0)',
    );
  const axis = axisOf('scatterAdd', dim, x.shape);
  const positions = checkIndex('scatterAdd', index);
  const fits =
    positions.rank === x.rank &&
    positions.shape.every((length, each) => each === axis || length === x.shape[each]);
  if (!fits) {
    throw new ShapeError(
      `scatterAdd: an index of shape ${show(index.shape)} does not fit ${show(x.shape)}: all axes but axis ${axis} must be equal`,
    );
  }
  checkAxis('scatterAdd', positions, axis, x.shape);
  return x.add(scatterSum(x.shape, axis, positions, values.to(x.dtype).broadcastTo(positions.shape)));
}

/** See {@link Tensor.indexSelect}. */
export function indexSelect(x: Tensor, dim: number, index: Tensor): Tensor {
  const axis = axisOf('indexSelect', dim, x.shape);
  const positions = checkIndex('indexSelect', index).flatten();
  const aligned = x.shape.map((_length, each) => (each === axis ? positions.size : 1));
  const shape = x.shape.with(axis, positions.size);
  const taken = gather(x, axis, positions.reshape(aligned).broadcastTo(shape));
  return taken.reshape([...x.shape.slice(0, axis), ...index.shape, ...x.shape.slice(axis + 1)]);
}

/** See {@link Tensor.oneHot}. */
export function oneHot(x: Tensor, numClasses: number): Tensor {
  const shape = [...x.shape, numClasses];
  return checkIndex('oneHot', x).unsqueeze(-1).eq(coordinate(shape, x.rank)).to('f32');
}

/** See {@link Tensor.argsort}. */
export function argsort(x: Tensor, dim: number, descending: boolean): Tensor {
  const axis = axisOf('argsort', dim, x.shape);
  const last = x.rank - 1;
  const compute = (): Tensor => {
    const rows = x.transpose(axis, last);
    return derive({ kind: 'argsort', descending }, [rows], rows.shape, 'i32').transpose(axis, last);
  };
  return deriveAs('argsort', [x], compute, notDifferentiable);
}

/** The lower or upper triangle of the last two axes; see {@link Tensor.tril}. */
export function triangle(x: Tensor, which: 'lower' | 'upper', diagonal: number): Tensor {
  if (x.rank < 2) throw new ShapeError(`tril and triu want two axes; shape ${show(x.shape)} has ${x.rank}`);
  const shape = x.shape.slice(-2);
  const distance = coordinate(shape, 1).sub(coordinate(shape, 0));
  return (which === 'lower' ? distance.le(diagonal) : distance.ge(diagonal)).where(x, 0);
}

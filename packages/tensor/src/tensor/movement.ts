/** Operations that move no data: they choose, repeat and reorder elements. */
import { ShapeError } from '../errors.ts';
import { axesOf, axisOf, checkShape, sameShape, type Shape, show, sizeOf } from '../shape/shape.ts';
import { type Movement, movedShape } from '../shape/view.ts';
import { constant, derive, deriveAs, elementwise } from './derive.ts';
import { coordinate } from './create.ts';
import type { Tensor } from './tensor.ts';

function moved(x: Tensor, movement: Movement, gradient: (g: Tensor) => Tensor): Tensor {
  return derive({ kind: 'move', movement }, [x], movedShape(movement, x.shape), x.dtype, (g) => [
    gradient(g),
  ]);
}

/** See {@link Tensor.reshape}. */
export function reshape(x: Tensor, wanted: Shape): Tensor {
  const shape = completeShape(x.shape, wanted);
  return moved(x, { kind: 'reshape', shape }, (g) => reshape(g, x.shape));
}

function completeShape(from: Shape, wanted: Shape): Shape {
  const unknown = wanted.indexOf(-1);
  const known = sizeOf(wanted.filter((length) => length !== -1));
  const size = sizeOf(from);
  const shape = wanted.map((length, axis) => (axis === unknown ? (known === 0 ? 0 : size / known) : length));
  const fits = shape.every((length) => Number.isInteger(length) && length >= 0) && sizeOf(shape) === size;
  if (!fits) {
    throw new ShapeError(
      `reshape: shape ${show(from)} has ${size} elements and cannot become ${show(wanted)}`,
    );
  }
  return shape;
}

/** See {@link Tensor.permute}. */
export function permute(x: Tensor, dims: readonly number[]): Tensor {
  const order = dims.map((dim) => axisOf('permute', dim, x.shape));
  if (order.length !== x.rank || new Set(order).size !== x.rank) {
    throw new ShapeError(
      `permute: [${dims.join(', ')}] is no order of the ${x.rank} axes of shape ${show(x.shape)}`,
    );
  }
  const inverse = order.map((_axis, index) => order.indexOf(index));
  return moved(x, { kind: 'permute', order }, (g) => permute(g, inverse));
}

/** See {@link Tensor.broadcastTo}. */
export function broadcastTo(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  checkShape('broadcastTo', shape);
  const extra = shape.length - x.rank;
  const aligned = extra > 0 ? reshape(x, [...Array.from({ length: extra }, () => 1), ...x.shape]) : x;
  const stretched: number[] = [];
  for (const [axis, length] of aligned.shape.entries()) {
    if (length === shape[axis]) continue;
    if (length !== 1 || extra < 0) {
      throw new ShapeError(
        `broadcastTo: shape ${show(x.shape)} does not stretch to ${show(shape)}; counted from the right, lengths must be equal or 1`,
      );
    }
    stretched.push(axis);
  }
  if (extra < 0)
    throw new ShapeError(`broadcastTo: shape ${show(x.shape)} has more axes than ${show(shape)}`);
  if (stretched.length === 0) return aligned;
  return moved(aligned, { kind: 'expand', shape }, (g) => g.sum(stretched, true));
}

/** Every `step`-th element from `start`, along each axis. All positions lie inside. */
export function window(x: Tensor, start: readonly number[], step: readonly number[], shape: Shape): Tensor {
  return moved(x, { kind: 'window', start, step, shape }, (g) => unwindow(g, x.shape, start, step));
}

/** Puts elements back where {@link window} took them from; 0 elsewhere. */
function unwindow(g: Tensor, shape: Shape, start: readonly number[], step: readonly number[]): Tensor {
  let spread = g;
  const before = [...start];
  for (const [axis, distance] of step.entries()) {
    const length = spread.shape[axis]!;
    if (length === 0) {
      before[axis] = 0;
      continue;
    }
    if (distance < 0) {
      spread = flip(spread, axis);
      before[axis] = start[axis]! + distance * (length - 1);
    }
    const gap = Math.abs(distance);
    if (gap === 1) continue;
    // One element, then gap − 1 zeros; those after the last are cut off again.
    const [left, right] = [spread.shape.slice(0, axis), spread.shape.slice(axis + 1)];
    const apart = reshape(spread, [...left, length, 1, ...right]);
    const padded = pad(apart, axis + 1, 0, gap - 1);
    const flat = reshape(padded, [...left, length * gap, ...right]);
    spread = narrow(flat, axis, 0, (length - 1) * gap + 1);
  }
  for (const [axis, length] of shape.entries()) {
    spread = pad(spread, axis, before[axis]!, length - before[axis]! - spread.shape[axis]!);
  }
  return spread;
}

/** See {@link Tensor.narrow}. */
export function narrow(x: Tensor, dim: number, start: number, length: number): Tensor {
  const axis = axisOf('narrow', dim, x.shape);
  const size = x.shape[axis]!;
  if (
    !Number.isInteger(start) ||
    !Number.isInteger(length) ||
    start < 0 ||
    length < 0 ||
    start + length > size
  ) {
    throw new ShapeError(
      `narrow: ${length} elements from ${start} on do not exist along axis ${axis} of shape ${show(x.shape)}, which has ${size}`,
    );
  }
  if (length === size) return x;
  const zeros = x.shape.map(() => 0);
  return window(
    x,
    zeros.with(axis, start),
    zeros.map(() => 1),
    x.shape.toSpliced(axis, 1, length),
  );
}

/** See {@link Tensor.flip}. */
export function flip(x: Tensor, dims: number | readonly number[]): Tensor {
  const axes = axesOf('flip', dims, x.shape);
  const backwards = x.shape.map((length, axis) => axes.includes(axis) && length > 0);
  return window(
    x,
    x.shape.map((length, axis) => (backwards[axis] ? length - 1 : 0)),
    backwards.map((is) => (is ? -1 : 1)),
    x.shape,
  );
}

/** See {@link Tensor.pad}. Negative amounts cut off. */
export function pad(x: Tensor, dim: number, before: number, after: number, value = 0): Tensor {
  const axis = axisOf('pad', dim, x.shape);
  if (!Number.isSafeInteger(before) || !Number.isSafeInteger(after))
    throw new RangeError(`pad: ${before} before and ${after} after are not whole numbers`);
  const length = x.shape[axis]!;
  if (before < 0 || after < 0) {
    const [cutLeft, cutRight] = [Math.max(0, -before), Math.max(0, -after)];
    const cut = narrow(x, axis, cutLeft, length - cutLeft - cutRight);
    return pad(cut, axis, Math.max(0, before), Math.max(0, after), value);
  }
  if (before === 0 && after === 0) return x;
  const shape = x.shape.toSpliced(axis, 1, before + length + after);
  const compute = (): Tensor => {
    const zeros = x.shape.map(() => 0);
    const start = zeros.with(axis, -before);
    if (length === 0) return constant(value, shape, x.dtype);
    const step = zeros.map(() => 1);
    const shifted = moved(x, { kind: 'window', start, step, shape }, (g) => g);
    const at = coordinate(shape, axis);
    const inside =
      before === 0
        ? at.lt(length)
        : after === 0
          ? at.ge(before)
          : at.ge(before).logicalAnd(at.lt(before + length));
    return elementwise('where', inside, shifted, value);
  };
  return deriveAs('pad', [x], compute, (g) => [narrow(g, axis, before, length)]);
}

/** Shapes: lists of axis lengths, in row-major order. */
import { ShapeError } from '../errors.ts';

/** Axis lengths. */
export type Shape = readonly number[];

/** Number of elements. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** Distances between neighbours along each axis, in elements, of a row-major array. */
export function stridesOf(shape: Shape): number[] {
  const strides = shape.map(() => 1);
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
  return strides;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

/** A shape as messages show it: `[2, 3]`. */
export function show(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

/** @throws ShapeError if a length is not a whole number of at least 0 */
export function checkShape(op: string, shape: Shape): void {
  for (const length of shape) {
    if (!Number.isSafeInteger(length) || length < 0) {
      throw new ShapeError(`${op}: ${show(shape)} is no shape; lengths are whole numbers of at least 0`);
    }
  }
}

/**
 * The axis that a possibly negative number means; −1 is the last one.
 *
 * @throws ShapeError if there is no such axis
 */
export function axisOf(op: string, dim: number, shape: Shape): number {
  const axis = dim < 0 ? dim + shape.length : dim;
  if (!Number.isInteger(dim) || axis < 0 || axis >= shape.length) {
    const range = shape.length === 0 ? 'none: it has no axes' : `${-shape.length} to ${shape.length - 1}`;
    throw new ShapeError(`${op}: dim ${dim} does not exist in shape ${show(shape)}; dims are ${range}`);
  }
  return axis;
}

/**
 * Axes without repetition, ascending; all of them by default.
 *
 * @throws ShapeError for an axis that does not exist or is given twice
 */
export function axesOf(op: string, dims: number | readonly number[] | undefined, shape: Shape): number[] {
  if (dims === undefined) return shape.map((_length, axis) => axis);
  const list = typeof dims === 'number' ? [dims] : dims;
  const axes = list.map((dim) => axisOf(op, dim, shape)).toSorted((a, b) => a - b);
  const twice = axes.find((axis, index) => axis === axes[index - 1]);
  if (twice !== undefined)
    throw new ShapeError(
      `${op}: axis ${twice} of shape ${show(shape)} is given twice in [${list.join(', ')}]`,
    );
  return axes;
}

/**
 * The shape to which all of the shapes broadcast: aligned at the right, where a length of 1 stretches.
 *
 * @throws ShapeError naming the axis and both lengths
 */
export function broadcastShapes(op: string, ...shapes: readonly Shape[]): Shape {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  const result = Array.from({ length: rank }, () => 1);
  for (const shape of shapes) {
    for (const [index, length] of shape.entries()) {
      const axis = rank - shape.length + index;
      const before = result[axis]!;
      if (length === before || length === 1) continue;
      if (before !== 1) {
        const list = shapes.map(show).join(' and ');
        throw new ShapeError(
          `${op}: shapes ${list} do not broadcast: axis ${axis - rank} has length ${before} in one and ${length} in ` +
            'another. Lengths must be equal or 1, counted from the right',
        );
      }
      result[axis] = length;
    }
  }
  return result;
}

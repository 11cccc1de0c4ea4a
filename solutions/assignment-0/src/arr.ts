/** Arrays of numbers on the CPU: what parts B and C compute with. Finished. */

/** An array of numbers with a shape, in row-major order: the last index runs fastest. `[]` is the shape of one number. */
export interface Arr {
  readonly shape: number[];
  readonly data: Float64Array;
}

/**
 * An array from its values in row-major order.
 *
 * @param shape - default: one axis
 * @throws RangeError when there are not as many values as the shape says
 */
export function arr(
  values: readonly number[] | Float64Array,
  shape: readonly number[] = [values.length],
): Arr {
  if (values.length !== sizeOf(shape)) {
    throw new RangeError(`arr: ${values.length} values do not fill the shape [${shape}]`);
  }
  return { shape: [...shape], data: Float64Array.from(values) };
}

/** An array of one value, repeated. */
export function full(shape: readonly number[], value: number): Arr {
  return { shape: [...shape], data: new Float64Array(sizeOf(shape)).fill(value) };
}

/** An array of zeros. */
export function zeros(shape: readonly number[]): Arr {
  return full(shape, 0);
}

/** The whole numbers from `start` up to `end`, without `end`, as `[end − start]`. */
export function arange(start: number, end: number): Arr {
  return arr(Array.from({ length: Math.max(0, end - start) }, (_, i) => start + i));
}

/** A copy that shares nothing. */
export function copy(x: Arr): Arr {
  return { shape: [...x.shape], data: x.data.slice() };
}

/** The number of elements of a shape; 1 for `[]`. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** How far apart neighbours along each axis lie in `data`: `[2, 3, 4]` has the strides `[12, 4, 1]`. */
export function strides(shape: readonly number[]): number[] {
  const result: number[] = [];
  let step = 1;
  for (const length of shape.toReversed()) {
    result.unshift(step);
    step *= length;
  }
  return result;
}

/** Whether two shapes are equal. */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

/**
 * Visits every index of a shape, in row-major order, and says where that index lies in several arrays at once.
 *
 * @param stridesOf - for each array, how far to move along each axis of `shape`; 0 for an axis that it does not have
 * @param visit - gets the position in each array; it is the same list each time
 *
 * @example
 * // The transpose of a [2, 3] array: visit [3, 2], and move by 1 and 3 in x, by 2 and 1 in the result.
 * sweep([3, 2], [[1, 3], [2, 1]], ([from, to]) => { out.data[to] = x.data[from]; });
 */
export function sweep(
  shape: readonly number[],
  stridesOf: readonly (readonly number[])[],
  visit: (positions: readonly number[]) => void,
): void {
  if (sizeOf(shape) === 0) return;
  const index = shape.map(() => 0);
  const positions = stridesOf.map(() => 0);
  const move = (axis: number, steps: number): void => {
    for (let k = 0; k < positions.length; k++) positions[k]! += steps * stridesOf[k]![axis]!;
  };
  for (;;) {
    visit(positions);
    let axis = shape.length - 1;
    while (axis >= 0 && index[axis] === shape[axis]! - 1) {
      move(axis, -index[axis]!);
      index[axis] = 0;
      axis--;
    }
    if (axis < 0) return;
    index[axis]!++;
    move(axis, 1);
  }
}

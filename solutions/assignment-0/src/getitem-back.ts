import { type Arr, sizeOf, strides, zeros } from './arr.ts';

/** A whole number, which takes a slice of the first axis, or one list of coordinates for each of the first axes. */
export type Index = number | readonly (readonly number[])[];

/**
 * `x[index]`. With a whole number: slice `index` of the first axis, without that axis. With lists of coordinates, one
 * list for each of the first axes and all equally long: element `k` of the result is
 * `x[lists[0][k]][lists[1][k]]…`, a number or, when there are fewer lists than axes, a slice.
 *
 * @throws RangeError naming index and size when an index is out of range (negative ones are), both lengths when lists
 *   differ in length, and both counts when there are more lists than axes
 */
export function getitem(x: Arr, index: Index): Arr {
  const { positions, shape, size } = locate(x, index);
  const out = zeros(shape);
  for (const [k, position] of positions.entries()) {
    out.data.set(x.data.subarray(position, position + size), k * size);
  }
  return out;
}

/**
 * Backward of {@link getitem}: zeros, with the gradient added where the elements were taken from. What was taken twice
 * gets both.
 */
export function getitemBack(gradOut: Arr, _out: Arr, x: Arr, index: Index): Arr {
  const { positions, size } = locate(x, index);
  const grad = zeros(x.shape);
  for (const [k, position] of positions.entries()) {
    for (let i = 0; i < size; i++) grad.data[position + i]! += gradOut.data[k * size + i]!;
  }
  return grad;
}

/** Where the chosen slices begin, how large they are, and the shape of the result. */
function locate(x: Arr, index: Index): { positions: number[]; size: number; shape: number[] } {
  const lists = typeof index === 'number' ? [[index]] : index;
  const count = lists[0]?.length ?? 1;
  const steps = strides(x.shape);
  if (lists.length > x.shape.length) {
    throw new RangeError(`getitem: ${lists.length} indices for the ${x.shape.length} axes of [${x.shape}]`);
  }
  const positions = Array<number>(count).fill(0);
  for (const [axis, list] of lists.entries()) {
    if (list.length !== count) {
      throw new RangeError(`getitem: index lists of lengths ${count} and ${list.length}`);
    }
    for (const [k, i] of list.entries()) {
      const size = x.shape[axis]!;
      if (!(Number.isInteger(i) && i >= 0 && i < size)) {
        throw new RangeError(`getitem: index ${i} is out of range for axis ${axis} of size ${size}`);
      }
      positions[k]! += i * steps[axis]!;
    }
  }
  const rest = x.shape.slice(lists.length);
  return { positions, size: sizeOf(rest), shape: typeof index === 'number' ? rest : [count, ...rest] };
}

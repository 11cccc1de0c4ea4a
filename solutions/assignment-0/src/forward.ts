/** Forward functions on arrays, with broadcasting. Finished; their backward functions are yours. */
import { type Arr, arr, copy, full, sameShape, sizeOf, strides, sweep, zeros } from './arr.ts';

/** Which axes a sum runs over (default: all), and whether they stay, with length 1. */
export interface SumOptions {
  readonly dim?: number | readonly number[];
  readonly keepdim?: boolean;
}

/** Natural logarithm. */
export const log = (x: Arr): Arr => map(Math.log, x);
/** Exponential. */
export const exp = (x: Arr): Arr => map(Math.exp, x);
/** The opposite. */
export const negative = (x: Arr): Arr => map((value) => -value, x);

/** Sum, element by element. */
export const add = (x: Arr | number, y: Arr | number): Arr => zip('add', (a, b) => a + b, x, y);
/** Difference, element by element. */
export const subtract = (x: Arr | number, y: Arr | number): Arr => zip('subtract', (a, b) => a - b, x, y);
/** Product, element by element. */
export const multiply = (x: Arr | number, y: Arr | number): Arr => zip('multiply', (a, b) => a * b, x, y);
/** Quotient, element by element. */
export const divide = (x: Arr | number, y: Arr | number): Arr => zip('divide', (a, b) => a / b, x, y);
/** The larger one, element by element. */
export const maximum = (x: Arr | number, y: Arr | number): Arr => zip('maximum', Math.max, x, y);
/** 1 where elements are equal, 0 where not. */
export const eq = (x: Arr | number, y: Arr | number): Arr => zip('eq', (a, b) => (a === b ? 1 : 0), x, y);

/**
 * The same numbers in another shape.
 *
 * @throws RangeError when the number of elements differs
 */
export function reshape(x: Arr, shape: readonly number[]): Arr {
  if (sizeOf(shape) !== sizeOf(x.shape))
    throw new RangeError(`reshape: [${x.shape}] has no shape [${shape}]`);
  return arr(x.data, shape);
}

/**
 * Axis `i` of the result is axis `axes[i]` of `x`.
 *
 * @throws RangeError when `axes` is not a permutation
 */
export function permute(x: Arr, axes: readonly number[]): Arr {
  if (axes.toSorted((a, b) => a - b).join() !== Array.from(x.shape.keys()).join()) {
    throw new RangeError(`permute: [${axes}] is not a permutation of the axes of [${x.shape}]`);
  }
  const out = zeros(axes.map((axis) => x.shape[axis]!));
  const from = strides(x.shape);
  sweep(out.shape, [axes.map((axis) => from[axis]!), strides(out.shape)], ([read, write]) => {
    out.data[write!] = x.data[read!]!;
  });
  return out;
}

/**
 * Repeats axes of length 1, and adds axes on the left. −1 keeps a length.
 *
 * @throws RangeError when the shape cannot be stretched to that
 */
export function expand(x: Arr, shape: readonly number[]): Arr {
  const added = shape.length - x.shape.length;
  const target = shape.map((length, axis) => (length === -1 ? (x.shape[axis - added] ?? -1) : length));
  if (added < 0 || x.shape.some((length, axis) => length !== 1 && length !== target[axis + added])) {
    throw new RangeError(`expand: [${x.shape}] cannot be expanded to [${shape}]`);
  }
  return add(x, zeros(target));
}

/**
 * Sum over axes; negative ones count from the end.
 *
 * @throws RangeError when an axis is out of range, or named twice
 */
export function sum(x: Arr, { dim, keepdim = false }: SumOptions = {}): Arr {
  const rank = x.shape.length;
  const axes =
    dim === undefined ? x.shape.map((_, axis) => axis) : [dim].flat().map((d) => (d < 0 ? d + rank : d));
  if (axes.some((axis) => !(axis in x.shape)) || new Set(axes).size !== axes.length) {
    throw new RangeError(`sum: dim [${axes}] does not fit [${x.shape}]`);
  }
  const kept = x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const out = zeros(kept);
  sweep(x.shape, [strides(x.shape), broadcastStrides(kept, x.shape)], ([read, write]) => {
    out.data[write!]! += x.data[read!]!;
  });
  return keepdim
    ? out
    : arr(
        out.data,
        kept.filter((_, axis) => !axes.includes(axis)),
      );
}

/**
 * Matrix product: `[m, n]`, `[n, k]` → `[m, k]`.
 *
 * @throws RangeError unless both are matrices and the inner sizes agree
 */
export function matmul(x: Arr, y: Arr): Arr {
  const [rows = 0, inner = 0] = x.shape;
  const [otherInner = 0, columns = 0] = y.shape;
  if (x.shape.length !== 2 || y.shape.length !== 2 || inner !== otherInner) {
    throw new RangeError(
      `matmul: [${x.shape}] times [${y.shape}]: two matrices with equal inner sizes are wanted`,
    );
  }
  const out = zeros([rows, columns]);
  for (let i = 0; i < rows; i++) {
    const row = out.data.subarray(i * columns, (i + 1) * columns);
    for (let k = 0; k < inner; k++) {
      const factor = x.data[i * inner + k]!;
      // Rows of y are contiguous; half of the pixels of a digit are 0.
      if (factor !== 0) for (let j = 0; j < columns; j++) row[j]! += factor * y.data[k * columns + j]!;
    }
  }
  return out;
}

function map(f: (value: number) => number, x: Arr): Arr {
  return { shape: [...x.shape], data: x.data.map(f) };
}

function zip(op: string, f: (a: number, b: number) => number, left: Arr | number, right: Arr | number): Arr {
  const x = typeof left === 'number' ? full([], left) : left;
  const y = typeof right === 'number' ? full([], right) : right;
  if (sameShape(x.shape, y.shape)) {
    const out = copy(x);
    for (let i = 0; i < out.data.length; i++) out.data[i] = f(x.data[i]!, y.data[i]!);
    return out;
  }
  const rank = Math.max(x.shape.length, y.shape.length);
  const aligned = [x, y].map(({ shape }) => [...Array<number>(rank - shape.length).fill(1), ...shape]);
  const shape = aligned[0]!.map((length, axis) => (length === 1 ? aligned[1]![axis]! : length));
  if (aligned.some((own) => own.some((length, axis) => length !== 1 && length !== shape[axis]))) {
    throw new RangeError(`${op}: shapes [${x.shape}] and [${y.shape}] do not broadcast`);
  }
  const out = zeros(shape);
  const steps = [broadcastStrides(x.shape, shape), broadcastStrides(y.shape, shape), strides(shape)];
  sweep(shape, steps, ([i, j, write]) => {
    out.data[write!] = f(x.data[i!]!, y.data[j!]!);
  });
  return out;
}

/** How to walk an array as if it had the shape that it broadcasts to. */
function broadcastStrides(own: readonly number[], shape: readonly number[]): number[] {
  const steps = strides(own).map((step, axis) => (own[axis] === 1 ? 0 : step));
  return [...Array<number>(shape.length - own.length).fill(0), ...steps];
}

/** Arrays in tests: made of numbers, walked by index. Everything is computed in float64. */
import fc from 'fast-check';

/** An array as adapters take and return it. */
export interface Nd {
  shape: number[];
  data: Float32Array;
}

/** Adapters round results to 32 bits: 2⁻²⁴ relative. The sums behind them are short and in 64 bits. */
export const CLOSE = { rtol: 1e-5, atol: 1e-6 };
export const EXACT = { rtol: 0, atol: 0 };

export const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

export function nd(shape: readonly number[], values: readonly number[]): Nd {
  if (values.length !== sizeOf(shape)) throw new Error(`${values.length} values for the shape [${shape}]`);
  return { shape: [...shape], data: Float32Array.from(values) };
}

/** One axis. */
export const vec = (...values: number[]): Nd => nd([values.length], values);

/** An array from what stands at each index. */
export function build(shape: readonly number[], valueAt: (index: number[]) => number): Nd {
  return nd(shape, Array.from(indices(shape), valueAt));
}

/** All indices of a shape, in row-major order. */
export function* indices(shape: readonly number[]): Generator<number[]> {
  for (let flat = 0; flat < sizeOf(shape); flat++) yield unravel(flat, shape);
}

function unravel(flat: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  let rest = flat;
  for (const length of shape.toReversed()) {
    index.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return index;
}

/** The element at an index. */
export function at({ shape, data }: Nd, index: readonly number[]): number {
  let flat = 0;
  for (const [axis, i] of index.entries()) flat = flat * shape[axis]! + i;
  return data[flat]!;
}

/** The element of an array that is broadcast to the shape that `index` belongs to. */
export function atBroadcast(x: Nd | number, index: readonly number[]): number {
  if (typeof x === 'number') return x;
  const own = index.slice(index.length - x.shape.length);
  return at(
    x,
    own.map((i, axis) => (x.shape[axis] === 1 ? 0 : i)),
  );
}

/** The shape of a broadcast; the inputs of tests are known to fit. */
export function broadcast(...shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    const sizes = shapes.map((shape) => shape[axis - rank + shape.length] ?? 1);
    return sizes.find((size) => size !== 1) ?? 1;
  });
}

export const shapeOf = (x: Nd | number): number[] => (typeof x === 'number' ? [] : x.shape);

/** Numbers that 32-bit floats hold exactly, with few bits, so that sums of products are exact too. */
export const coarse = (min = -8, max = 8): fc.Arbitrary<number> =>
  fc.integer({ min: min * 8, max: max * 8 }).map((value) => value / 8);

/** An array of a shape with random coarse values. */
export function array(shape: readonly number[], values: fc.Arbitrary<number> = coarse()): fc.Arbitrary<Nd> {
  const length = sizeOf(shape);
  return fc
    .array(values, { minLength: length, maxLength: length })
    .map((list) => ({ shape: [...shape], data: Float32Array.from(list) }));
}

/** Values away from 0, of both signs. */
export const awayFromZero = (): fc.Arbitrary<number> =>
  fc
    .tuple(fc.integer({ min: 2, max: 24 }), fc.boolean())
    .map(([value, minus]) => (minus ? -value : value) / 8);

/** A shape with up to `maxRank` axes of `min` to `max`. */
export const shapes = (maxRank: number, min = 1, max = 4): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min, max }), { maxLength: maxRank });

/** Two shapes that broadcast, and their result: axes of the second are dropped or set to 1, and of the first set to 1. */
export function broadcastPair(
  maxRank = 4,
  min = 1,
): fc.Arbitrary<{ x: number[]; y: number[]; out: number[] }> {
  return shapes(maxRank, min).chain((out) =>
    fc
      .record({
        kinds: fc.array(fc.constantFrom('both', 'x', 'y'), { minLength: out.length, maxLength: out.length }),
        drop: fc.integer({ min: 0, max: out.length }),
        swap: fc.boolean(),
      })
      .map(({ kinds, drop, swap }) => {
        const full = out.map((length, axis) => (kinds[axis] === 'y' && axis >= drop ? 1 : length));
        const short = out.map((length, axis) => (kinds[axis] === 'x' ? 1 : length)).slice(drop);
        const [x, y] = swap ? [short, full] : [full, short];
        return { x, y, out: broadcast(x, y) };
      }),
  );
}

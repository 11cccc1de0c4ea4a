/** Tensors that lie in memory in all the ways that views make possible. */
import fc from 'fast-check';
import { type DType, type Shape, tensor, type Tensor } from '../../../src/index.ts';
import { DTYPES } from '../../../src/dtype.ts';
import { type Draw, draws } from './random.ts';

/** How a tensor of a wanted shape is cut out of a leaf. */
export const VIEWS = {
  plain: (shape, leaf) => leaf(shape),
  permuted: (shape, leaf) => {
    const order = shape.map((_length, axis) => (axis + 1) % shape.length);
    const back = order.map((_axis, index) => order.indexOf(index));
    return leaf(order.map((axis) => shape[axis]!)).permute(back);
  },
  transposed: (shape, leaf) =>
    shape.length < 2
      ? leaf(shape)
      : leaf([...shape.slice(0, -2), shape.at(-1)!, shape.at(-2)!]).transpose(-1, -2),
  sliced: (shape, leaf) =>
    leaf(shape.map((length) => length + 3)).slice(...shape.map((length) => [1, length + 1] as const)),
  strided: (shape, leaf) =>
    leaf(shape.map((length) => length * 2 + 1)).slice(...shape.map(() => [-1, 0, -2] as const)),
  flipped: (shape, leaf) => leaf(shape).flip(shape.map((_length, axis) => axis)),
  /** Every other axis is stretched. */
  stretched: (shape, leaf) =>
    leaf(shape.map((length, axis) => (axis % 2 === 0 ? 1 : length))).broadcastTo(shape),
  /** To be stretched by what it is used with. */
  row: (shape, leaf) => leaf(shape.slice(1)),
  column: (shape, leaf) => leaf(shape.map((length, axis) => (axis === shape.length - 1 ? 1 : length))),
} as const satisfies Record<string, (shape: Shape, leaf: (shape: Shape) => Tensor) => Tensor>;

export type ViewName = keyof typeof VIEWS;

export interface LeafOptions {
  readonly dtype?: DType;
  readonly value: (draw: Draw) => number;
  readonly requiresGrad?: boolean;
}

/** A leaf of random values. */
export function leafOf(
  shape: Shape,
  seed: number,
  { dtype = 'f32', value, requiresGrad = false }: LeafOptions,
): Tensor {
  const draw = draws(seed);
  const size = shape.reduce((product, length) => product * length, 1);
  const data = new DTYPES[dtype].array(Array.from({ length: size }, () => value(draw)));
  return tensor(data, shape, { dtype, requiresGrad });
}

/** A tensor that is a view of a leaf. */
export function viewOf(
  view: ViewName,
  shape: Shape,
  seed: number,
  options: LeafOptions,
): { leaf: Tensor; x: Tensor } {
  let made: Tensor | undefined;
  const x = VIEWS[view](shape, (of) => (made = leafOf(of, seed, options)));
  return { leaf: made!, x };
}

/** Axis lengths: few, so that kernels recur, but with 0, 1 and multiples of 4 among them. */
export const lengthArb = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.constant(1) },
  { weight: 8, arbitrary: fc.integer({ min: 2, max: 7 }) },
  { weight: 3, arbitrary: fc.constantFrom(4, 8, 12) },
);

/** Axis lengths without 0, for operations that need an element. */
export const someLengthArb = lengthArb.map((length) => Math.max(1, length));

/** Shapes of a rank from `min` to `max`, mostly 2 or 3. */
export function shapeArb(min = 0, max = 4, length = lengthArb): fc.Arbitrary<number[]> {
  const rank = fc.constantFrom(
    ...[0, 1, 1, 2, 2, 2, 2, 3, 3, 4].filter((each) => each >= min && each <= max),
  );
  return rank.chain((count) => fc.array(length, { minLength: count, maxLength: count }));
}

export const seedArb = fc.nat({ max: 1_000_000 });

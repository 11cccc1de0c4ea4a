/** Positions that other tensors say, order, choice and casts, with gradients: WebGPU against float64. */
import fc from 'fast-check';
import { test } from 'vitest';
import type { DType } from '../../src/dtype.ts';
import type { Tensor } from '../../src/index.ts';
import { MaxErrors } from './support/max-errors.ts';
import { type Case, checkCases, withGradients } from './support/properties.ts';
import { between, type Draw, draws, oneOf, whole } from './support/random.ts';
import { leafOf, seedArb, shapeArb, someLengthArb, type ViewName, viewOf } from './support/views.ts';

const errors = new MaxErrors(
  'positions and order: cases, values, largest error relative to the largest value',
);

interface Context {
  readonly x: Tensor;
  readonly axis: number;
  readonly draw: Draw;
  /** Another leaf, whose gradient is looked at too. */
  leaf(shape: readonly number[]): Tensor;
  /** Positions below a number. */
  index(shape: readonly number[], below: number): Tensor;
}

type Operation = (context: Context) => Tensor;

const indexShape = ({ x, axis, draw }: Context): number[] =>
  x.shape.map((length, each) => (each === axis ? oneOf(1, 2, 5)(draw) : length));

const OPERATIONS: Record<string, Operation> = {
  gather: (c) => c.x.gather(c.axis, c.index(indexShape(c), c.x.shape[c.axis]!)),
  // The index may leave out elements of other axes.
  'gather of a part': (c) => {
    const shape = indexShape(c).map((length, each) => (each === c.axis ? length : whole(1, length)(c.draw)));
    return c.x.gather(c.axis, c.index(shape, c.x.shape[c.axis]!));
  },
  scatterAdd: (c) => {
    const shape = indexShape(c);
    return c.x.scatterAdd(c.axis, c.index(shape, c.x.shape[c.axis]!), c.leaf(shape));
  },
  'gather of a scatter': (c) => {
    const index = c.index(indexShape(c), c.x.shape[c.axis]!);
    return c.x.square().gather(c.axis, index).mul(2);
  },
  indexSelect: (c) =>
    c.x.indexSelect(c.axis, c.index(oneOf([3], [2, 2], [], [1])(c.draw), c.x.shape[c.axis]!)),
  oneHot: (c) =>
    c
      .index(c.x.shape, 5)
      .oneHot(5)
      .mul(c.leaf([5])),
  argsort: (c) => c.x.argsort(c.axis, c.draw() < 0.5),
  sort: (c) => c.x.sort(c.axis, c.draw() < 0.5).values,
  'sort positions': (c) => c.x.sort(c.axis, c.draw() < 0.5).indices,
  topk: (c) => c.x.topk(whole(1, c.x.shape[c.axis]!)(c.draw), c.axis).values,
  where: (c) => c.x.gt(0).where(c.x, c.leaf(c.x.shape)),
  maskedFill: (c) => c.x.maskedFill(c.x.lt(0.25), -3),
};

/** Coarse, so that equal elements keep their order or not. */
const coarse = (draw: Draw): number => whole(-8, 8)(draw) / 2;

function caseOf(operation: Operation, layouts: readonly ViewName[]): fc.Arbitrary<Case> {
  return fc
    .tuple(shapeArb(1, 3, someLengthArb), fc.constantFrom(...layouts), seedArb)
    .map(([shape, layout, seed]) => ({
      label: `shape [${shape.join(', ')}], ${layout}, values of seed ${seed}`,
      build: () => {
        const { leaf, x } = viewOf(layout, shape, seed, { value: coarse, requiresGrad: true });
        const leaves = [leaf];
        const draw = draws(seed + 1);
        const y = operation({
          x,
          axis: whole(0, shape.length - 1)(draw),
          draw,
          leaf: (of) => {
            leaves.push(leafOf(of, seed + 2, { value: between(-1, 1), requiresGrad: true }));
            return leaves.at(-1)!;
          },
          index: (of, below) =>
            leafOf(of, seed + 3, { dtype: seed % 2 === 0 ? 'i32' : 'u32', value: whole(0, below - 1) }),
        });
        return withGradients(y, leaves, seed);
      },
    }));
}

test.each(Object.entries(OPERATIONS))('%s', async (name, operation) => {
  await checkCases(name, caseOf(operation, ['plain', 'plain', 'transposed']), errors, {
    tolerance: 1e-6,
    scale: 'all',
  });
});

const CASTS: readonly (readonly [DType, DType])[] = [
  ['f32', 'i32'],
  ['f32', 'bool'],
  ['i32', 'f32'],
  ['i32', 'u32'],
  ['i32', 'bool'],
  ['u32', 'f32'],
  ['u32', 'i32'],
  ['bool', 'f32'],
  ['bool', 'i32'],
  ['bool', 'u32'],
];

test.each(CASTS)('%s to %s', async (from, to) => {
  const value =
    from === 'bool' ? whole(0, 1) : from === 'f32' ? between(-4, 4) : whole(from === 'u32' ? 0 : -9, 9);
  const cases = fc
    .tuple(shapeArb(), fc.constantFrom<ViewName>('plain', 'transposed'), seedArb)
    .map(([shape, layout, seed]) => ({
      label: `shape [${shape.join(', ')}], ${layout}, values of seed ${seed}`,
      build: () => [viewOf(layout, shape, seed, { dtype: from, value }).x.to(to)],
    }));
  await checkCases(`${from} to ${to}`, cases, errors);
});

/** Reductions, running sums and what is made of them, with gradients: WebGPU against float64. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DType } from '../../src/dtype.ts';
import { explain, ones, randn, realize, type Tensor } from '../../src/index.ts';
import { onBoth } from './support/backends.ts';
import { expectWithin, largestError, MaxErrors } from './support/max-errors.ts';
import { type Case, checkCases, withGradients } from './support/properties.ts';
import { between, type Draw, shuffled, draws, whole } from './support/random.ts';
import { lengthArb, seedArb, shapeArb, someLengthArb, type ViewName, viewOf } from './support/views.ts';

const errors = new MaxErrors('reductions: cases, values, largest error relative to the largest value');

interface Reduction {
  readonly run: (x: Tensor, dims: number[] | undefined, keepDim: boolean) => Tensor;
  readonly value?: (draw: Draw) => number;
  readonly dtypes?: readonly DType[];
  /** How many elements there have to be; a deviation of few may be 0, where it has no gradient. */
  readonly least?: 0 | 1 | 2 | 5;
  /** Takes one axis. */
  readonly oneAxis?: boolean;
  readonly tolerance?: number;
}

/** Equal elements occur, so that extremes are shared and the first of them is to be found. */
const coarse = (draw: Draw): number => whole(-6, 6)(draw) / 2;
const anyNumber = between(-2, 2);

const REDUCTIONS: Record<string, Reduction> = {
  sum: { run: (x, dims, keep) => x.sum(dims, keep), dtypes: ['f32', 'i32', 'u32', 'bool'], tolerance: 1e-6 },
  mean: { run: (x, dims, keep) => x.mean(dims, keep), least: 1, dtypes: ['f32', 'i32'], tolerance: 1e-6 },
  max: {
    run: (x, dims, keep) => x.max(dims, keep),
    value: coarse,
    least: 1,
    dtypes: ['f32', 'i32', 'u32'],
    tolerance: 1e-6,
  },
  min: {
    run: (x, dims, keep) => x.min(dims, keep),
    value: coarse,
    least: 1,
    dtypes: ['f32', 'i32', 'u32'],
    tolerance: 1e-6,
  },
  // Zeros among the factors have gradients of their own.
  prod: {
    run: (x, dims, keep) => x.prod(dims, keep),
    value: (draw) => (draw() < 0.05 ? 0 : between(0.5, 1.5)(draw)),
    dtypes: ['f32', 'i32'],
    tolerance: 1e-5,
  },
  var: { run: (x, dims, keep) => x.var(dims, keep), least: 2, tolerance: 1e-5 },
  'var, biased': { run: (x, dims, keep) => x.var(dims, keep, 0), least: 1, tolerance: 1e-5 },
  std: { run: (x, dims, keep) => x.std(dims, keep), least: 5, tolerance: 1e-4 },
  logsumexp: {
    run: (x, dims, keep) => x.logsumexp(dims, keep),
    least: 1,
    tolerance: 2e-6,
    value: between(-8, 8),
  },
  any: { run: (x, dims, keep) => x.any(dims, keep), least: 1, value: whole(0, 1), dtypes: ['f32', 'bool'] },
  all: { run: (x, dims, keep) => x.all(dims, keep), least: 1, value: whole(0, 1), dtypes: ['f32', 'bool'] },
  argmax: {
    run: (x, dims, keep) => x.argmax(dims?.[0], keep),
    value: coarse,
    least: 1,
    oneAxis: true,
    dtypes: ['f32', 'i32'],
  },
  argmin: {
    run: (x, dims, keep) => x.argmin(dims?.[0], keep),
    value: coarse,
    least: 1,
    oneAxis: true,
    dtypes: ['f32', 'i32'],
  },
  cumsum: {
    run: (x, dims) => x.cumsum(dims?.[0] ?? -1),
    least: 0,
    oneAxis: true,
    dtypes: ['f32', 'i32'],
    tolerance: 1e-6,
  },
  softmax: {
    run: (x, dims) => {
      const e = x.sub(x.max(dims, true)).exp();
      return e.div(e.sum(dims, true));
    },
    least: 1,
    tolerance: 2e-6,
  },
};

const LAYOUTS: readonly ViewName[] = ['plain', 'transposed'];
const MORE_LAYOUTS: readonly ViewName[] = [...LAYOUTS, 'flipped', 'stretched', 'strided'];

function caseOf(name: string, dtype: DType): fc.Arbitrary<Case> {
  const {
    run,
    value = dtype === 'bool' ? whole(0, 1) : anyNumber,
    least = 0,
    oneAxis = false,
  } = REDUCTIONS[name]!;
  const rank = oneAxis ? 1 : 0;
  const length = least === 0 ? lengthArb : someLengthArb.map((each) => Math.max(least, each));
  const long = fc.tuple(fc.constantFrom(1, 3, 20), fc.constantFrom(65, 300)).map((shape) => [...shape]);
  const shape = fc.oneof(
    { weight: 9, arbitrary: shapeArb(least > 1 ? 1 : rank, name === 'sum' ? 4 : 3, length) },
    { weight: 1, arbitrary: long },
  );
  return fc
    .tuple(shape, fc.constantFrom(...(name === 'sum' ? MORE_LAYOUTS : LAYOUTS)), seedArb, fc.boolean())
    .map(([of, layout, seed, keepDim]) => {
      const draw = draws(seed);
      const axes = shuffled(of.length, draw);
      const count = oneAxis ? 1 : whole(least > 1 ? 1 : 0, of.length)(draw);
      const dims =
        !oneAxis && draw() < 0.2
          ? undefined
          : axes.slice(0, count).map((axis) => (draw() < 0.5 ? axis : axis - of.length));
      return {
        label: `shape [${of.join(', ')}], ${layout}, ${dtype}, dims ${dims?.join(', ') ?? 'all'}, ${keepDim ? 'kept' : 'dropped'}, values of seed ${seed}`,
        build: () => {
          const { leaf, x } = viewOf(layout, of, seed, { dtype, value, requiresGrad: dtype === 'f32' });
          return withGradients(run(x, dims, keepDim), [leaf], seed);
        },
      };
    });
}

const tested = Object.entries(REDUCTIONS).flatMap(([name, { dtypes }]) =>
  (dtypes ?? (['f32'] as const)).map((dtype): [string, DType] => [name, dtype]),
);

test.each(tested)('%s of %s', async (name, dtype) => {
  const { tolerance = 0 } = REDUCTIONS[name]!;
  const label = dtype === 'f32' ? name : `${name} ${dtype}`;
  const rounds = dtype === 'f32' || name === 'mean';
  await checkCases(label, caseOf(name, dtype), errors, { tolerance: rounds ? tolerance : 0, scale: 'all' });
});

test('a long sum is as good as a short one, whatever its length is divisible by', async () => {
  // A float32 that counts by ones stops at 2²⁴.
  for (const length of [2 ** 14 + 1, 2 ** 25 + 35, 2 ** 25 + 16]) {
    const x = ones([length]).contiguous();
    const outputs = [x.sum(), x.mean(), x.reshape([1, length]).sum(1, true), ones([length, 2]).sum(0)];
    await realize(...outputs);
    expect(await outputs[0]!.item()).toBe(Math.fround(length));
    expect(await outputs[1]!.item()).toBeCloseTo(1, 6);
    expect(await outputs[2]!.array()).toEqual([[Math.fround(length)]]);
    expect(await outputs[3]!.array()).toEqual([Math.fround(length), Math.fround(length)]);
  }
});

test('long sums and products of any shape, with gradients', async () => {
  const shapes = [[17, 1009], [3, 89, 101], [16_411], [2, 3, 4099], [1, 16_384, 1], [129, 127]];
  const pairs = await onBoth(() =>
    shapes.flatMap((shape, seed) => {
      const x = randn(shape, { seed, mean: 1, std: 1e-3 });
      x.requiresGrad = true;
      const y = x.prod().add(x.square().sum());
      return [x.sum(), x.mean(), x.prod(), ...withGradients(y, [x], seed)];
    }),
  );
  for (const { shape, actual, expected } of pairs)
    expectWithin(largestError(actual, expected, 'all').error, 1e-4, `a result of shape ${shape.join(' × ')}`);
});

test('more elements than an i32 counts are gone over along their axes, or refused', () => {
  const product = ones([50_000, 1])
    .contiguous()
    .mul(ones([1, 50_000]).contiguous());
  expect(explain(product.sum())).toContain('sum');
  expect(explain(product.max(1).max())).toContain('max');
  expect(() => explain(product.max())).toThrow(
    'max: shape [50000, 50000] has 2500000000 elements, and kernels count to 2^31 - 1; reduce one axis at a time',
  );
  expect(() => explain(product.flatten().sum())).toThrow(
    /kernels count to 2\^31 - 1; .* without reshape\(\)/,
  );
});

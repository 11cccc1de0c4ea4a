/**
 * Gradients of the reference backend against central differences in float64, through every kind of view; and second
 * derivatives against differences of first ones.
 */
import { test } from 'vitest';
import { concat, einsum, grad, type Shape, tensor, type Tensor } from '../../src/index.ts';
import {
  ELEMENTWISE,
  type ElementwiseName,
  elementwiseRow,
  notDifferentiable,
} from '../../src/ops/elementwise.ts';
import { elementwise } from '../../src/tensor/derive.ts';
import { float64, onReference } from './support/backends.ts';
import { expectWithin } from './support/max-errors.ts';
import { between, type Draw, draws } from './support/random.ts';
import { leafOf, VIEWS, type ViewName } from './support/views.ts';

/** A power of two, so that what it is added to is exact in f32. */
const STEP = 2 ** -7;

/** Stencil of five points: the error is of the order STEP⁴. */
const STENCIL = [
  [-2, 1 / 12],
  [-1, -2 / 3],
  [1, 2 / 3],
  [2, -1 / 12],
] as const;

type Scalar = (...leaves: Tensor[]) => Tensor;

/** Compares gradients of a scalar function with differences of its values, element by element. */
async function expectGradients(fn: Scalar, leaves: readonly Tensor[], tolerance: number): Promise<void> {
  const own = leaves.map((leaf) => leaf.detach());
  const gradients = await float64(...grad(fn)(...own));
  const data = await float64(...own);
  for (const [which, { shape, size }] of own.entries()) {
    const moved: Tensor[] = [];
    for (let i = 0; i < size; i++) {
      for (const [steps] of STENCIL) {
        const values = Float32Array.from(data[which]!);
        values[i]! += steps * STEP;
        moved.push(fn(...own.with(which, tensor(values, shape))));
      }
    }
    const values = await float64(...moved);
    for (let i = 0; i < size; i++) {
      const slope = STENCIL.reduce((sum, [, weight], k) => sum + (weight * values[4 * i + k]![0]!) / STEP, 0);
      const got = gradients[which]![i]!;
      const error = Math.abs(got - slope) / Math.max(1, Math.abs(slope));
      expectWithin(error, tolerance, `leaf ${which}, element ${i}: ${got}, but the slope is ${slope}`);
    }
  }
}

/** A fixed weighting makes one number of a result, so that every element has a gradient of its own. */
const weighted = (y: Tensor): Tensor => y.mul(leafOf(y.shape, 99, { value: between(-1, 1) })).sum();

/** Away from kinks and poles: ±2 steps stay on one side. */
const away = (draw: Draw): number => (draw() < 0.5 ? -1 : 1) * between(0.25, 2)(draw);
const positive = between(0.75, 3);

const DOMAINS: Partial<Record<ElementwiseName, readonly ((draw: Draw) => number)[]>> = {
  sqrt: [positive],
  rsqrt: [positive],
  log: [positive],
  log1p: [positive],
  div: [away, positive],
  pow: [positive, away],
  // No multiple of the divisor near by.
  remainder: [(draw) => Math.floor(draw() * 4) + 0.5, () => 1],
  maximum: [(draw) => Math.round(draw() * 8) / 2 + 0.25, (draw) => Math.round(draw() * 8) / 2],
  minimum: [(draw) => Math.round(draw() * 8) / 2 + 0.25, (draw) => Math.round(draw() * 8) / 2],
};

/** Rows with a gradient; `where` has a condition and comes below. */
const rows = (Object.keys(ELEMENTWISE) as ElementwiseName[]).filter(
  (name) => elementwiseRow(name).gradient !== notDifferentiable && name !== 'where',
);
const VIEW_NAMES = Object.keys(VIEWS) as ViewName[];

test.each(rows)('%s, through views', async (name) => {
  await onReference(async () => {
    for (const [i, view] of VIEW_NAMES.entries()) {
      const { arity } = elementwiseRow(name);
      const shape = [2, 3];
      const leaves: Tensor[] = [];
      const viewsOf = Array.from({ length: arity }, (_operand, index): ((leaf: Tensor) => Tensor) => {
        const which = index === 0 ? view : VIEW_NAMES[(i + 3) % VIEW_NAMES.length]!;
        let wanted: Shape = [];
        VIEWS[which](shape, (of) => leafOf((wanted = of), 0, { value: away }));
        leaves.push(leafOf(wanted, 10 * i + index, { value: DOMAINS[name]?.[index] ?? away }));
        return (leaf) => VIEWS[which](shape, () => leaf);
      });
      const fn: Scalar = (...of) =>
        weighted(elementwise(name, ...of.map((leaf, index) => viewsOf[index]!(leaf))));
      await expectGradients(fn, leaves, 2e-6);
    }
  });
});

const X: Shape = [3, 2, 4];
/** Different everywhere, by more than the steps. */
const apart = (): Tensor => {
  const draw = draws(5);
  const order = Array.from({ length: 24 }, (_value, i) => i / 8 - 1.5 + 1 / 64).map((value) => ({
    value,
    by: draw(),
  }));
  return tensor(
    Float32Array.from(
      order.toSorted((a, b) => a.by - b.by),
      ({ value }) => value,
    ),
    X,
  );
};
const index = (): Tensor => tensor(Int32Array.of(2, 0, 0, 1, 2, 2), [3, 2, 1]);

const FUNCTIONS: Record<string, Scalar> = {
  sum: (x) => weighted(x.sum([0, 2])),
  mean: (x) => weighted(x.mean(1, true)),
  max: (x) => weighted(x.max(1)),
  min: (x) => weighted(x.min([0, 2])),
  prod: (x) => weighted(x.prod(2)),
  'prod with a zero': (x) => weighted(x.mul(tensor([0, 1, 1, 1])).prod(2)),
  var: (x) => weighted(x.var(2)),
  std: (x) => weighted(x.std([0, 1], true)),
  logsumexp: (x) => weighted(x.logsumexp([1, 2])),
  cumsum: (x) => weighted(x.cumsum(1)),
  reshape: (x) => weighted(x.permute([2, 0, 1]).reshape([6, 4]).square()),
  slice: (x) => weighted(x.slice([null, null, -2], 1, [0, 3, 2]).square()),
  flip: (x) => weighted(x.flip([0, 2]).exp()),
  pad: (x) => weighted(x.pad(1, 2, 1, 0.5).square()),
  concat: (x) => weighted(concat([x, x.flip(1), x.narrow(1, 0, 1)], 1).square()),
  tile: (x) => weighted(x.tile([1, 2, 3])),
  triangles: (x) => weighted(x.tril(1).mul(x.triu(-1))),
  gather: (x) => weighted(x.square().gather(2, index())),
  scatterAdd: (x) => weighted(x.scatterAdd(2, index(), x.narrow(2, 1, 1).square()).square()),
  indexSelect: (x) => weighted(x.indexSelect(1, tensor(Int32Array.of(1, 1, 0))).square()),
  sort: (x) => weighted(x.sort(2).values.square()),
  topk: (x) => weighted(x.topk(2, 0).values.square()),
  where: (x) => weighted(x.gt(0.06).where(x.square(), x.neg())),
  maskedFill: (x) => weighted(x.maskedFill(x.gt(0.55), 2).square()),
  clamp: (x) => weighted(x.clamp(-1, 1.05)),
  matmul: (x) => weighted(x.matmul(x.transpose(-1, -2))),
  'matmul, broadcast': (x) => weighted(x.unsqueeze(0).matmul(x.narrow(0, 1, 1).transpose(-1, -2))),
  einsum: (x) => weighted(einsum('a b c, d b c -> d a', x, x)),
  'einsum of a diagonal': (x) => weighted(einsum('a b b -> b a', x.narrow(2, 0, 2))),
  softmax: (x) => {
    const e = x.sub(x.max(-1, true)).exp();
    return weighted(e.div(e.sum(-1, true)));
  },
  rmsNorm: (x) => weighted(x.div(x.square().mean(-1, true).add(1e-5).sqrt())),
  'the same tensor many times': (x) => weighted(x.mul(x).add(x.sin().mul(x)).sub(x)),
};

test.each(Object.entries(FUNCTIONS))('%s', async (_name, fn) => {
  await onReference(() => expectGradients(fn, [apart()], 2e-6));
});

const TWICE = [
  'mean',
  'prod',
  'var',
  'logsumexp',
  'cumsum',
  'slice',
  'pad',
  'gather',
  'scatterAdd',
  'where',
  'matmul',
  'einsum',
  'softmax',
  'rmsNorm',
];

test.each(TWICE)('second derivatives of %s', async (name) => {
  const fn = FUNCTIONS[name]!;
  // The gradient, weighted, is a function whose own gradient is a product with the Hessian.
  const slope: Scalar = (x) => weighted(grad((at) => fn(at.tanh()))(x)[0]!);
  await onReference(() => expectGradients(slope, [apart()], 1e-5));
});

/** Matrix products and what follows them in a kernel, with gradients: WebGPU against float64. */
import fc from 'fast-check';
import { test } from 'vitest';
import type { Tensor } from '../../src/index.ts';
import { MaxErrors } from './support/max-errors.ts';
import { type Case, checkCases, withGradients } from './support/properties.ts';
import { type Draw, whole } from './support/random.ts';
import { leafOf, seedArb, type ViewName, viewOf } from './support/views.ts';

const errors = new MaxErrors('products: cases, values, largest error relative to the largest value');
/** With all bits, so that sums are rounded. */
const anyNumber = (draw: Draw): number => draw() * 2 - 1;

interface MatmulCase {
  readonly a: number[];
  readonly b: number[];
}

const lengths = fc.constantFrom(0, 1, 1, 2, 3, 4, 5, 8, 12, 17, 33);
const batches = fc.constantFrom<[number[], number[]]>(
  [[], []],
  [[], []],
  [[3], []],
  [[], [2]],
  [[2], [2]],
  [[2], [1]],
  [[1], [3]],
  [[2, 1], [3]],
  [
    [2, 3],
    [2, 3],
  ],
);
const matmulShapes: fc.Arbitrary<MatmulCase> = fc
  .tuple(
    lengths,
    lengths,
    lengths,
    batches,
    fc.constantFrom(
      'matrices',
      'matrices',
      'matrices',
      'vector on the left',
      'vector on the right',
      'vectors',
    ),
  )
  .map(([m, k, n, [left, right], what]) => ({
    a: what === 'vector on the left' || what === 'vectors' ? [k] : [...left, m, k],
    b: what === 'vector on the right' || what === 'vectors' ? [k] : [...right, k, n],
  }));

/** Such products are cut into larger tiles, and their invocations share rows where the number of columns allows it. */
const largeShapes: fc.Arbitrary<MatmulCase> = fc
  .tuple(
    fc.constantFrom(64, 65, 68, 80, 100),
    fc.constantFrom(1, 3, 4, 8, 17, 20),
    fc.constantFrom(40, 56, 64, 66, 68, 100),
    fc.constantFrom<number[]>([], [], [2]),
  )
  .map(([m, k, n, batch]) => ({ a: [...batch, m, k], b: [...batch, k, n] }));

const EPILOGUES: Record<string, (y: Tensor, leaf: (shape: readonly number[]) => Tensor) => Tensor> = {
  matmul: (y) => y,
  'matmul, bias and tanh': (y, leaf) => y.add(leaf(y.shape.slice(-1))).tanh(),
  'matmul, gate and residual': (y, leaf) => y.mul(y.sigmoid()).add(leaf(y.shape)),
  'matmul and softmax': (y) => {
    if (y.size === 0 || y.rank === 0) return y;
    const e = y.sub(y.max(-1, true)).exp();
    return e.div(e.sum(-1, true));
  },
};

type Layouts = readonly (readonly [ViewName, ViewName])[];

const TRANSPOSED: Layouts = [
  ['plain', 'plain'],
  ['plain', 'transposed'],
  ['transposed', 'plain'],
  ['transposed', 'transposed'],
];

function matmulCase(name: string, layouts: Layouts, shapes = matmulShapes): fc.Arbitrary<Case> {
  return fc.tuple(shapes, fc.constantFrom(...layouts), seedArb).map(([{ a, b }, [left, right], seed]) => ({
    label: `[${a.join(', ')}] ${left} by [${b.join(', ')}] ${right}, values of seed ${seed}`,
    build: () => {
      const [x, w] = [
        viewOf(left, a, seed, { value: anyNumber, requiresGrad: true }),
        viewOf(right, b, seed + 1, { value: anyNumber, requiresGrad: true }),
      ];
      const leaves = [x.leaf, w.leaf];
      const y = EPILOGUES[name]!(x.x.matmul(w.x), (shape) => {
        leaves.push(leafOf(shape, seed + 2, { value: anyNumber, requiresGrad: true }));
        return leaves.at(-1)!;
      });
      return withGradients(y, leaves, seed);
    },
  }));
}

test.each(Object.keys(EPILOGUES))('%s', async (name) => {
  const views: Layouts = [
    ['sliced', 'plain'],
    ['flipped', 'stretched'],
  ];
  const layouts = name === 'matmul' ? [...TRANSPOSED, ...views] : TRANSPOSED.slice(0, 2);
  await checkCases(name, matmulCase(name, layouts), errors, { tolerance: 3e-6, scale: 'all' });
});

test.each(['matmul', 'matmul, gate and residual'])('%s, of large matrices', async (name) => {
  const cases = matmulCase(name, [...TRANSPOSED, ['sliced', 'plain']], largeShapes);
  await checkCases(`${name}, large`, cases, errors, { tolerance: 3e-6, scale: 'all' });
});

test('matmul of i32 wraps', async () => {
  const cases = fc.tuple(fc.oneof(matmulShapes, largeShapes), seedArb).map(([{ a, b }, seed]) => ({
    label: `[${a.join(', ')}] by [${b.join(', ')}], values of seed ${seed}`,
    build: () => {
      const integers = { dtype: 'i32', value: whole(-40_000, 40_000) } as const;
      return [leafOf(a, seed, integers).matmul(leafOf(b, seed + 1, integers))];
    },
  }));
  await checkCases('matmul i32', cases, errors);
});

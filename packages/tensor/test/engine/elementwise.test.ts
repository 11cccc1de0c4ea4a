/** Every row of the table of element-wise operations, and its gradients: WebGPU against float64. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DType } from '../../src/dtype.ts';
import { tensor, type Tensor, type TensorLike } from '../../src/index.ts';
import {
  ELEMENTWISE,
  elementwiseRow,
  type ElementwiseName,
  notDifferentiable,
} from '../../src/ops/elementwise.ts';
import { elementwise } from '../../src/tensor/derive.ts';
import { MaxErrors } from './support/max-errors.ts';
import { type Case, checkCases, withGradients } from './support/properties.ts';
import { between, type Draw, draws, oneOf, whole } from './support/random.ts';
import { seedArb, shapeArb, type ViewName, viewOf } from './support/views.ts';

const errors = new MaxErrors('element-wise: cases, values, largest error relative to max(1, |value|)');

type Values = (draw: Draw) => number;

interface Domain {
  /** Values of each operand. */
  readonly operands: readonly Values[];
  /** Relative to max(1, |value|). What WGSL promises for f32 is less than what adapters do; this lies between. */
  readonly tolerance?: number;
  /** Values of i32 and u32 operands; where the operation takes these as they are, they must come out exactly. */
  readonly integers?: readonly Values[];
}

const anyNumber = between(-4, 4);
const anyInteger: Values = (draw) => Math.floor(draw() * 2 ** 32) - 2 ** 31;
const small = whole(-9, 9);
const bool = whole(0, 1);
const shiftBy = whole(0, 31);
const float = (operand: Values, tolerance: number): Domain => ({ operands: [operand], tolerance });
const comparison: Domain = { operands: [small, small], integers: [small, small] };
const bits: Domain = { operands: [], integers: [anyInteger, anyInteger] };
const logical: Domain = { operands: [bool, bool] };

/** Where each operation is tried. A row without an entry here is a type error. */
const DOMAINS: Record<ElementwiseName, Domain> = {
  neg: { operands: [anyNumber], integers: [anyInteger] },
  abs: { operands: [anyNumber], integers: [anyInteger] },
  sign: { operands: [anyNumber], integers: [anyInteger] },
  floor: float(anyNumber, 0),
  ceil: float(anyNumber, 0),
  round: float((draw) => Math.round(draw() * 32 - 16) / 4, 0),
  trunc: float(anyNumber, 0),
  sqrt: float(between(0.1, 100), 1e-6),
  rsqrt: float(between(0.1, 100), 1e-6),
  exp: float(between(-10, 10), 2e-6),
  log: float(between(0.02, 50), 2e-6),
  log1p: float(between(-0.9, 20), 2e-6),
  sin: float(between(-200, 200), 1e-6),
  cos: float(between(-200, 200), 1e-6),
  tanh: float(between(-12, 12), 1e-6),
  sigmoid: float(between(-30, 30), 1e-6),
  erf: float(anyNumber, 1e-6),
  isNaN: float(anyNumber, 0),
  isFinite: float(anyNumber, 0),
  logicalNot: { operands: [bool] },
  add: { operands: [anyNumber, anyNumber], integers: [anyInteger, anyInteger], tolerance: 1e-6 },
  sub: { operands: [anyNumber, anyNumber], integers: [anyInteger, anyInteger], tolerance: 1e-6 },
  mul: { operands: [anyNumber, anyNumber], integers: [anyInteger, anyInteger], tolerance: 1e-6 },
  div: { operands: [anyNumber, between(0.25, 4)], tolerance: 1e-6 },
  // Quotients stay clear of whole numbers, beside which rounding decides.
  floorDiv: {
    operands: [(draw) => whole(-8, 8)(draw) + 0.5, oneOf(-4, -2, -1, 1, 2, 4)],
    integers: [anyInteger, (draw) => Math.floor(draw() * 1000) + 1],
  },
  remainder: {
    operands: [(draw) => whole(-8, 8)(draw) + 0.5, oneOf(-4, -2, -1, 1, 2, 4)],
    integers: [anyInteger, (draw) => Math.floor(draw() * 1000) + 1],
    tolerance: 1e-6,
  },
  pow: { operands: [(draw) => between(0.125, 3)(draw), between(-3, 3)], tolerance: 4e-6 },
  maximum: { operands: [small, small], integers: [anyInteger, anyInteger] },
  minimum: { operands: [small, small], integers: [anyInteger, anyInteger] },
  eq: comparison,
  ne: comparison,
  lt: comparison,
  le: comparison,
  gt: comparison,
  ge: comparison,
  logicalAnd: logical,
  logicalOr: logical,
  bitAnd: bits,
  bitOr: bits,
  bitXor: bits,
  shiftLeft: { operands: [], integers: [anyInteger, shiftBy] },
  shiftRight: { operands: [], integers: [anyInteger, shiftBy] },
  randomBits: bits,
  where: { operands: [bool, anyNumber, anyNumber], integers: [bool, anyInteger, anyInteger] },
};

/** How operands lie: few combinations, because each is a kernel, but every view is in one, and each in several operations. */
const LAYOUTS: readonly (readonly (ViewName | 'number')[])[] = [
  ['plain', 'plain', 'plain'],
  ['permuted', 'plain', 'number'],
  ['transposed', 'sliced', 'row'],
  ['strided', 'plain', 'column'],
  ['sliced', 'number', 'flipped'],
  ['flipped', 'stretched', 'permuted'],
];

/** What takes long to compile is tried where views leave one or two axes. */
const COSTLY = 8;
const SIMPLE_LAYOUTS: typeof LAYOUTS = [
  ['plain', 'plain', 'plain'],
  ['flipped', 'column', 'plain'],
];

function layoutsOf(name: ElementwiseName): typeof LAYOUTS {
  if ((elementwiseRow(name).cost ?? 1) >= COSTLY) return SIMPLE_LAYOUTS;
  const others = LAYOUTS.length - 1;
  return [LAYOUTS[0]!, LAYOUTS[1 + (Object.keys(ELEMENTWISE).indexOf(name) % others)]!];
}

/** A number that leaves the type of the tensor beside it as it is. */
function numberOf(value: Values, seed: number, dtype: DType): number {
  const number = value(draws(seed));
  return dtype === 'u32' ? number >>> 0 : number;
}

function caseOf(name: ElementwiseName, dtype: DType, operands: readonly Values[]): fc.Arbitrary<Case> {
  const row = elementwiseRow(name);
  const differentiable = dtype === 'f32' && row.gradient !== notDifferentiable;
  return fc.tuple(shapeArb(), fc.constantFrom(...layoutsOf(name)), seedArb).map(([shape, layout, seed]) => ({
    label: `shape [${shape.join(', ')}], ${layout.slice(0, row.arity).join(' and ')}, ${dtype}, values of seed ${seed}`,
    build: () => {
      const leaves: Tensor[] = [];
      const inputs = operands.map((value, index): TensorLike => {
        const type = name === 'where' && index === 0 ? 'bool' : dtype;
        const layoutHere = layout[index]!;
        if (layoutHere === 'number' && type !== 'bool') return numberOf(value, seed, dtype);
        const options = { dtype: type, value, requiresGrad: differentiable && type === 'f32' };
        const { leaf, x } = viewOf(
          layoutHere === 'number' ? 'plain' : layoutHere,
          shape,
          seed + index,
          options,
        );
        if (leaf.requiresGrad) leaves.push(leaf);
        return x;
      });
      return withGradients(elementwise(name, ...inputs), leaves, seed);
    },
  }));
}

const tested = (Object.keys(ELEMENTWISE) as ElementwiseName[]).flatMap((name) => {
  const { operands, integers } = DOMAINS[name];
  const floating = elementwiseRow(name).takes === 'bool' ? ('bool' as const) : ('f32' as const);
  return [
    ...(operands.length > 0 ? [[name, floating] as const] : []),
    ...(integers === undefined
      ? []
      : ([
          [name, 'i32'],
          [name, 'u32'],
        ] as const)),
  ];
});

test.each(tested)('%s of %s', async (name, dtype) => {
  const { operands, integers, tolerance = 0 } = DOMAINS[name];
  const isInteger = dtype === 'i32' || dtype === 'u32';
  await checkCases(
    isInteger ? `${name} ${dtype}` : name,
    caseOf(name, dtype, isInteger ? integers! : operands),
    errors,
    isInteger ? {} : { tolerance },
  );
});

test.each([
  ['vectors', 4 * (2 ** 17 + 1)],
  ['single elements', 2 ** 17 + 1],
])('so many %s that invocations compute two, and the last only one', async (_what, size) => {
  const values = Float32Array.from({ length: size }, (_value, index) => index % 1021);
  const result = await tensor(values).mul(3).sub(1).data();
  expect(result).toEqual(values.map((value) => value * 3 - 1));
});

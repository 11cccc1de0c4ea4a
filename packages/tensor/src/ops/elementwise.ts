/**
 * Element-wise operations: one row each. A row says what the operation takes and gives, how WGSL and JavaScript compute
 * it, and its gradient. Methods of tensors, fusion, the reference backend and the tests all read these rows.
 *
 * WGSL assumes that infinities and NaN do not occur, and `sin`, `cos` and `pow` are only good in narrow ranges there. The
 * functions of the prelude close these gaps.
 */
import type { Tensor } from '../tensor/tensor.ts';
import { erf } from './erf.ts';
import { randomBits } from './random-bits.ts';

/** Names of WGSL types, for one element or for four at a time. */
export interface WgslTypes {
  readonly f32: string;
  readonly i32: string;
  readonly u32: string;
  readonly bool: string;
  /** Distinguishes prelude functions for one element and for four. */
  readonly suffix: '' | '4';
}

/** The types together with that of the operands. */
export interface WgslContext extends WgslTypes {
  readonly operand: 'f32' | 'i32' | 'u32' | 'bool';
}

/** What an operation takes: `float` and `number` also give it, `int` is i32 or u32, `any` may be bool. */
export type OperandKind = 'float' | 'number' | 'int' | 'any' | 'bool';

/** What a gradient is made of. `g` has the shape of the output, and so has what the gradient returns. */
export interface GradientContext {
  readonly inputs: readonly Tensor[];
  readonly output: Tensor;
}

/** Gradients with respect to the inputs; `undefined` where there is none. */
export type Gradient = (g: Tensor, context: GradientContext) => readonly (Tensor | undefined)[];

/** Written where an operation is constant almost everywhere, or works on integers. */
export const notDifferentiable = 'not differentiable';

export interface ElementwiseRow {
  readonly arity: 1 | 2 | 3;
  readonly takes: OperandKind;
  /** The type of the result, where it is not that of the operands. */
  readonly gives?: 'bool' | 'u32';
  readonly wgsl: (t: WgslContext, ...args: string[]) => string;
  /** Float64 arithmetic; integer results are wrapped by the caller. */
  readonly js: (...args: number[]) => number;
  /** The same for integers modulo 2³², where float64 would lose the low bits. */
  readonly int?: (...args: number[]) => number;
  readonly gradient: Gradient | typeof notDifferentiable;
  /** About how many simple instructions it costs; 1 by default. Decides what is computed twice rather than stored. */
  readonly cost?: number;
}

type UnaryGradient = (g: Tensor, x: Tensor, output: Tensor) => Tensor;

function unary(
  row: Pick<ElementwiseRow, 'takes' | 'wgsl' | 'js' | 'cost' | 'gives'>,
  gradient: UnaryGradient | typeof notDifferentiable,
): ElementwiseRow {
  return {
    arity: 1,
    ...row,
    gradient:
      gradient === notDifferentiable ? gradient : (g, { inputs: [x], output }) => [gradient(g, x!, output)],
  };
}

function float(
  name: string | ElementwiseRow['wgsl'],
  js: (x: number) => number,
  gradient: UnaryGradient | typeof notDifferentiable,
  cost = 8,
): ElementwiseRow {
  return unary({ takes: 'float', wgsl: call(name), js, cost }, gradient);
}

function call(name: string | ElementwiseRow['wgsl']): ElementwiseRow['wgsl'] {
  if (typeof name !== 'string') return name;
  return (t, ...args) => `${name.replace('$', t.suffix)}(${args.join(', ')})`;
}

function binary(
  row: Pick<ElementwiseRow, 'takes' | 'wgsl' | 'js' | 'int' | 'cost' | 'gives'>,
  gradient:
    | ((g: Tensor, a: Tensor, b: Tensor, output: Tensor) => [Tensor, Tensor])
    | typeof notDifferentiable,
): ElementwiseRow {
  return {
    arity: 2,
    ...row,
    gradient:
      gradient === notDifferentiable
        ? gradient
        : (g, { inputs: [a, b], output }) => gradient(g, a!, b!, output),
  };
}

const infix =
  (operator: string): ElementwiseRow['wgsl'] =>
  (_t, a, b) =>
    `(${a} ${operator} ${b})`;

function comparison(operator: string, js: (a: number, b: number) => boolean, takes: OperandKind = 'number') {
  return binary(
    { takes, gives: 'bool', wgsl: infix(operator), js: (a, b) => Number(js(a, b)) },
    notDifferentiable,
  );
}

function logical(operator: string, js: (a: number, b: number) => boolean): ElementwiseRow {
  // `&` and `|` work on vectors of bool too, where `&&` and `||` do not.
  return binary(
    { takes: 'bool', gives: 'bool', wgsl: infix(operator), js: (a, b) => Number(js(a, b)) },
    notDifferentiable,
  );
}

function bitwise(operator: string, js: (a: number, b: number) => number): ElementwiseRow {
  return binary({ takes: 'int', wgsl: infix(operator), js }, notDifferentiable);
}

function shift(operator: string, js: (a: number, b: number) => number): ElementwiseRow {
  const wgsl: ElementwiseRow['wgsl'] = (t, a, b) => `(${a} ${operator} (${t.u32}(${b}) & ${t.u32}(31u)))`;
  return binary({ takes: 'int', wgsl, js }, notDifferentiable);
}

/** WGSL's `max` and `min` may pass over a NaN. */
export function extreme(name: 'max' | 'min'): ElementwiseRow['wgsl'] {
  return (t, a, b) => `${t.operand === 'f32' ? `${name}_${t.suffix}` : name}(${a}, ${b})`;
}

/** 1 where the condition holds, else 0, in the type of `like`. */
const indicator = (condition: Tensor, like: Tensor): Tensor => condition.to(like.dtype);

const TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

export const ELEMENTWISE = {
  // One operand
  neg: unary(
    {
      takes: 'number',
      wgsl: (t, x) => (t.operand === 'u32' ? `(${t.u32}(0u) - ${x})` : `(-${x})`),
      js: (x) => -x,
    },
    (g) => g.neg(),
  ),
  abs: unary({ takes: 'number', wgsl: call('abs'), js: Math.abs }, (g, x) => g.mul(x.sign())),
  sign: unary(
    {
      takes: 'number',
      wgsl: (t, x) => {
        if (t.operand === 'u32') return `min(${x}, ${t.u32}(1u))`;
        return t.operand === 'f32' ? `sign_${t.suffix}(${x})` : `sign(${x})`;
      },
      js: Math.sign,
    },
    notDifferentiable,
  ),
  floor: float('floor', Math.floor, notDifferentiable, 1),
  ceil: float('ceil', Math.ceil, notDifferentiable, 1),
  /** To the nearest integer; halves go to the even neighbour. */
  round: float('round', roundHalfEven, notDifferentiable, 1),
  trunc: float('trunc', Math.trunc, notDifferentiable, 1),
  sqrt: float('sqrt', Math.sqrt, (g, _x, out) => g.mul(0.5).div(out)),
  rsqrt: float(
    'inverseSqrt',
    (x) => 1 / Math.sqrt(x),
    (g, x, out) => g.mul(-0.5).mul(out).div(x),
  ),
  exp: float('exp_$', Math.exp, (g, _x, out) => g.mul(out)),
  log: float('log_$', Math.log, (g, x) => g.div(x)),
  log1p: float('log1p_$', Math.log1p, (g, x) => g.div(x.add(1)), 12),
  sin: float('sin_$', Math.sin, (g, x) => g.mul(x.cos()), 16),
  cos: float('cos_$', Math.cos, (g, x) => g.mul(x.sin()).neg(), 16),
  tanh: float('tanh_$', Math.tanh, (g, _x, out) => g.mul(out.mul(out).neg().add(1)), 12),
  sigmoid: float(
    'sigmoid_$',
    (x) => 1 / (1 + Math.exp(-x)),
    (g, _x, out) => g.mul(out).mul(out.neg().add(1)),
    12,
  ),
  erf: float('erf_$', erf, (g, x) => g.mul(x.mul(x).neg().exp()).mul(TWO_OVER_SQRT_PI), 24),
  isNaN: unary(
    { takes: 'float', gives: 'bool', wgsl: call('is_nan_$'), js: (x) => Number(Number.isNaN(x)) },
    notDifferentiable,
  ),
  isFinite: unary(
    { takes: 'float', gives: 'bool', wgsl: call('is_finite_$'), js: (x) => Number(Number.isFinite(x)) },
    notDifferentiable,
  ),
  logicalNot: unary(
    { takes: 'bool', gives: 'bool', wgsl: (_t, x) => `(!${x})`, js: (x) => Number(x === 0) },
    notDifferentiable,
  ),

  // Two operands
  add: binary({ takes: 'number', wgsl: infix('+'), js: (a, b) => a + b }, (g) => [g, g]),
  sub: binary({ takes: 'number', wgsl: infix('-'), js: (a, b) => a - b }, (g) => [g, g.neg()]),
  mul: binary({ takes: 'number', wgsl: infix('*'), js: (a, b) => a * b, int: Math.imul }, (g, a, b) => [
    g.mul(b),
    g.mul(a),
  ]),
  div: binary({ takes: 'float', wgsl: infix('/'), js: (a, b) => a / b, cost: 4 }, (g, _a, b, out) => {
    const toA = g.div(b);
    return [toA, toA.mul(out).neg()];
  }),
  /** Rounded down, as in Python. */
  floorDiv: binary(
    {
      takes: 'number',
      wgsl: (t, a, b) => {
        if (t.operand === 'f32') return `floor(${a} / ${b})`;
        return t.operand === 'u32' ? `(${a} / ${b})` : `floor_div_${t.suffix}(${a}, ${b})`;
      },
      js: (a, b) => Math.floor(a / b),
      cost: 6,
    },
    notDifferentiable,
  ),
  /** Has the sign of the divisor, as in Python. */
  remainder: binary(
    {
      takes: 'number',
      wgsl: (t, a, b) => {
        if (t.operand === 'f32') return `(${a} - floor(${a} / ${b}) * ${b})`;
        return t.operand === 'u32' ? `(${a} % ${b})` : `(${a} - floor_div_${t.suffix}(${a}, ${b}) * ${b})`;
      },
      js: (a, b) => a - Math.floor(a / b) * b,
      cost: 6,
    },
    (g, a, b) => [g, g.mul(a.floorDiv(b)).neg()],
  ),
  pow: binary({ takes: 'float', wgsl: call('pow_$'), js: Math.pow, cost: 16 }, (g, a, b, out) => {
    // a⁰ does not depend on a, not even at 0, where a⁻¹ is infinite.
    const exponent = a.eq(0).logicalAnd(b.eq(0)).where(1, b).sub(1);
    return [g.mul(b).mul(a.pow(exponent)), g.mul(out).mul(a.le(0).where(1, a).log())];
  }),
  /** Equal operands share the gradient. */
  maximum: binary({ takes: 'number', wgsl: extreme('max'), js: Math.max }, (g, a, b) => {
    const toA = indicator(a.gt(b), g).add(indicator(a.eq(b), g).mul(0.5));
    return [g.mul(toA), g.mul(toA.neg().add(1))];
  }),
  minimum: binary({ takes: 'number', wgsl: extreme('min'), js: Math.min }, (g, a, b) => {
    const toA = indicator(a.lt(b), g).add(indicator(a.eq(b), g).mul(0.5));
    return [g.mul(toA), g.mul(toA.neg().add(1))];
  }),
  eq: comparison('==', (a, b) => a === b, 'any'),
  // NaN is equal to nothing, and only `==` knows.
  ne: binary(
    { takes: 'any', gives: 'bool', wgsl: (_t, a, b) => `(!(${a} == ${b}))`, js: (a, b) => Number(a !== b) },
    notDifferentiable,
  ),
  lt: comparison('<', (a, b) => a < b),
  le: comparison('<=', (a, b) => a <= b),
  gt: comparison('>', (a, b) => a > b),
  ge: comparison('>=', (a, b) => a >= b),
  logicalAnd: logical('&', (a, b) => a !== 0 && b !== 0),
  logicalOr: logical('|', (a, b) => a !== 0 || b !== 0),
  bitAnd: bitwise('&', (a, b) => a & b),
  bitOr: bitwise('|', (a, b) => a | b),
  bitXor: bitwise('^', (a, b) => a ^ b),
  shiftLeft: shift('<<', (a, b) => a << (b & 31)),
  /** Fills with zeros for u32, with the sign for i32. */
  shiftRight: shift('>>', (a, b) => (a < 0 ? a >> (b & 31) : a >= 2 ** 31 ? a >>> (b & 31) : a >> (b & 31))),
  /** 32 random bits for a counter (first operand) and a key; see `random-bits.ts`. */
  randomBits: binary(
    {
      takes: 'int',
      gives: 'u32',
      wgsl: (t, counter, key) => `random_bits_${t.suffix}(${t.u32}(${counter}), ${t.u32}(${key}))`,
      js: randomBits,
      cost: 12,
    },
    notDifferentiable,
  ),

  // Three operands
  /** `where(condition, ifTrue, ifFalse)`. */
  where: {
    arity: 3,
    takes: 'any',
    wgsl: (_t, condition, ifTrue, ifFalse) => `select(${ifFalse}, ${ifTrue}, ${condition})`,
    js: (condition, ifTrue, ifFalse) => (condition === 0 ? ifFalse : ifTrue),
    gradient: (g, { inputs: [condition] }) => {
      const zero = g.zerosLike();
      return [undefined, condition!.where(g, zero), condition!.where(zero, g)];
    },
  },
} satisfies Record<string, ElementwiseRow>;

export type ElementwiseName = keyof typeof ELEMENTWISE;

/** The row of an operation, as its general type. */
export function elementwiseRow(name: ElementwiseName): ElementwiseRow {
  return ELEMENTWISE[name];
}

function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const fraction = x - floor;
  if (fraction !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

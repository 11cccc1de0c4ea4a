/** Infinities, NaN, zeros of both signs, huge and tiny numbers, and integers that wrap. */
import { expect, test } from 'vitest';
import { full, realize, tensor, type Tensor } from '../../src/index.ts';
import { elementwiseRow, type ElementwiseName } from '../../src/ops/elementwise.ts';
import { elementwise } from '../../src/tensor/derive.ts';
import { onBoth } from './support/backends.ts';

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

/** Values in f32; the smallest are the smallest normal ones, because adapters may take those below for 0. */
const SPECIAL = [
  0,
  -0,
  inf,
  -inf,
  nan,
  1,
  -1,
  0.5,
  -0.5,
  1e30,
  -1e30,
  1e-30,
  -1e-30,
  2 ** -126,
  3e38,
  100,
  -100,
].map(Math.fround);

/** Every pair of them. */
const LEFT = SPECIAL.flatMap((a) => SPECIAL.map(() => a));
const RIGHT = SPECIAL.flatMap(() => SPECIAL);

function describeMismatch(
  name: string,
  operands: readonly number[],
  actual: number,
  expected: number,
): string | undefined {
  const close =
    Object.is(actual + 0, expected + 0) || Math.abs(actual - expected) <= 4e-6 * Math.abs(expected);
  return close ? undefined : `${name}(${operands.join(', ')}) is ${actual}, not ${expected}`;
}

/** What f32 arithmetic makes of a float64 result; below the smallest normal number adapters may give 0. */
function asF32(value: number): number {
  return Math.abs(value) < 2 ** -126 ? 0 : Math.fround(value);
}

async function mismatches(
  name: ElementwiseName,
  operands: readonly (readonly number[])[],
): Promise<string[]> {
  const { js } = elementwiseRow(name);
  const result = elementwise(name, ...operands.map((values) => tensor(Float32Array.from(values))));
  const actual = await result.data();
  return Array.from(actual).flatMap((value, i) => {
    const args = operands.map((values) => values[i]!);
    const shown = Math.abs(value) < 2 ** -126 ? 0 : value;
    return describeMismatch(name, args, shown, asF32(js(...args))) ?? [];
  });
}

const UNARY = [
  'neg',
  'abs',
  'sign',
  'floor',
  'ceil',
  'trunc',
  'sqrt',
  'rsqrt',
  'exp',
  'log',
  'log1p',
  'tanh',
  'sigmoid',
  'erf',
  'isNaN',
  'isFinite',
] as const satisfies ElementwiseName[];

test.each(UNARY)('%s of special values', async (name) => {
  expect(await mismatches(name, [SPECIAL])).toEqual([]);
});

const BINARY = [
  'add',
  'sub',
  'mul',
  'div',
  'maximum',
  'minimum',
  'eq',
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
] as const satisfies ElementwiseName[];

test.each(BINARY)('%s of special values', async (name) => {
  expect(await mismatches(name, [LEFT, RIGHT])).toEqual([]);
});

test('pow of special values', async () => {
  // Where IEEE 754 and JavaScript differ (1 to the power of infinity, for one) there is nothing to compare with.
  const pairs = SPECIAL.flatMap((a) => SPECIAL.map((b): [number, number] => [a, b])).filter(
    ([a, b]) => Number.isFinite(b) && a !== -inf,
  );
  const [bases, exponents] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
  expect(await mismatches('pow', [bases, exponents])).toEqual([]);
});

test('sine and cosine of large angles', async () => {
  const angles = Float32Array.from({ length: 4000 }, (_value, i) => (-1) ** i * 1.7 ** (i / 130));
  const far = Float32Array.of(1e5, 355_000, 710_000, 1e6, 1_234_567.9, 8_388_609, 16_777_215, -16_777_216);
  const x = tensor(Float32Array.of(...angles, ...far));
  const [sin, cos] = [x.sin(), x.cos()];
  await realize(sin, cos, x);
  const [s, c] = [await sin.data(), await cos.data()];
  for (const [i, value] of (await x.data()).entries()) {
    expect(Math.abs(s[i]! - Math.sin(value))).toBeLessThan(5e-6);
    expect(Math.abs(c[i]! - Math.cos(value))).toBeLessThan(5e-6);
  }
  expect(
    await tensor([2 ** 24 + 2, inf, nan])
      .sin()
      .array(),
  ).toEqual([nan, nan, nan]);
});

test('log1p is exact near 0', async () => {
  expect(
    await mismatches('log1p', [
      [1e-7, -1e-7, 1e-5, -1e-5, 1e-3, -1e-3, 0.01, -0.01, 0.1, -0.1].map(Math.fround),
    ]),
  ).toEqual([]);
});

test('negative bases have powers with whole exponents, and only these', async () => {
  const base = tensor([-2, -2, -2, -2, -0.5, -3, -3, 0, 0, 0]);
  const exponent = tensor([0, 1, 2, 3, -3, 0.5, -1, 0, 3, -1]);
  const [a, b] = [await base.pow(exponent).array(), [1, -2, 4, -8, -8, nan, -1 / 3, 1, 0, inf]];
  for (const [i, expected] of b.entries()) {
    if (Number.isFinite(expected)) expect((a as number[])[i]).toBeCloseTo(expected, 5);
    else expect((a as number[])[i]).toBe(expected);
  }
});

test('halves are rounded to the even neighbour', async () => {
  const x = tensor([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5, 2.4999998, 8_388_609]);
  expect(Array.from(await x.round().data(), (value) => value + 0)).toEqual([
    -2, -2, 0, 0, 2, 2, 4, 2, 8_388_609,
  ]);
});

const I32 = Int32Array.of(2_147_483_647, -2_147_483_648, -1, 65_536, 123_456_789, -7);
const U32 = Uint32Array.of(4_294_967_295, 0, 1, 65_536, 3_000_000_000, 7);

test('integers wrap around, as Int32Array and Uint32Array do', async () => {
  const wrap32 = (f: (a: bigint, b: bigint) => bigint): number[] =>
    Array.from(I32, (a, i) => Number(BigInt.asIntN(32, f(BigInt(a), BigInt(I32[(i + 1) % I32.length]!)))));
  const wrapU32 = (f: (a: bigint, b: bigint) => bigint): number[] =>
    Array.from(U32, (a, i) => Number(BigInt.asUintN(32, f(BigInt(a), BigInt(U32[(i + 1) % U32.length]!)))));
  const rotated = <A extends Int32Array | Uint32Array>(array: A): Tensor =>
    tensor(array.map((_value, i) => array[(i + 1) % array.length]!));
  const operations: [(a: Tensor, b: Tensor) => Tensor, (a: bigint, b: bigint) => bigint][] = [
    [(a, b) => a.add(b), (a, b) => a + b],
    [(a, b) => a.sub(b), (a, b) => a - b],
    [(a, b) => a.mul(b), (a, b) => a * b],
    [(a) => a.neg(), (a) => -a],
  ];
  for (const [op, exact] of operations) {
    expect(Array.from(await op(tensor(I32), rotated(I32)).data())).toEqual(wrap32(exact));
    expect(Array.from(await op(tensor(U32), rotated(U32)).data())).toEqual(wrapU32(exact));
  }
  const total = Array.from(I32).reduce((sum, value) => (sum + value) | 0, 0);
  const product = Array.from(I32).reduce((left, right) => Math.imul(left, right), 1);
  expect(await tensor(I32).sum().item()).toBe(total);
  expect(await tensor(I32).prod().item()).toBe(product);
});

test('casts cut off fractions, and take everything but 0 for true', async () => {
  const x = tensor([-2.9, -0.5, 0, 0.5, 2.9, 300]);
  const [i, b, u] = [x.to('i32'), x.to('bool'), x.abs().to('u32')];
  await realize(i, b, u);
  expect(Array.from(await i.data())).toEqual([-2, 0, 0, 0, 2, 300]);
  expect(Array.from(await b.data())).toEqual([1, 1, 0, 1, 1, 1]);
  expect(Array.from(await u.data())).toEqual([2, 0, 0, 0, 2, 300]);
  expect(Array.from(await tensor(Int32Array.of(-1, 5)).to('u32').data())).toEqual([4_294_967_295, 5]);
  expect(Array.from(await tensor([true, false]).to('f32').data())).toEqual([1, 0]);
});

test('casts of NaN and of what is beyond the range are the same on both backends', async () => {
  const values = [
    nan,
    inf,
    -inf,
    1e10,
    -1e10,
    2 ** 31,
    -(2 ** 31),
    2 ** 32,
    2_147_483_520,
    4_294_967_040,
    -0.5,
  ];
  const [i32, u32] = [
    [0, 2 ** 31 - 1, -(2 ** 31), 2 ** 31 - 1, -(2 ** 31), 2 ** 31 - 1, -(2 ** 31), 2 ** 31 - 1],
    [0, 2 ** 32 - 1, 0, 2 ** 32 - 1, 0, 2 ** 31, 0, 2 ** 32 - 1],
  ];
  i32.push(2_147_483_520, 2 ** 31 - 1, 0);
  u32.push(2_147_483_520, 4_294_967_040, 0);
  const bool = values.map(() => 1);
  // Eleven are computed one at a time, twelve in vectors.
  for (const more of [[], [0]]) {
    const pairs = await onBoth(() => {
      const x = tensor([...values, ...more]);
      return [x.to('i32'), x.to('u32'), x.to('bool'), x.where(1, 0), x.any(), tensor([nan]).any()];
    });
    const expected = [i32, u32, bool, bool].map((each) => [...each, ...more]);
    for (const [i, wanted] of [...expected, [1], [1]].entries()) {
      // Integers have one zero.
      expect(Array.from(pairs[i]!.expected, (value) => value + 0)).toEqual(wanted);
      expect(Array.from(pairs[i]!.actual)).toEqual(wanted);
    }
  }
});

test('float64 becomes f32, or what is asked for', async () => {
  const data = Float64Array.of(1, -2.5, 0.1);
  const x = tensor(data);
  expect(x.dtype).toBe('f32');
  expect(Array.from(await x.data())).toEqual([1, -2.5, Math.fround(0.1)]);
  expect(Array.from(await tensor(data, [3, 1], { dtype: 'i32' }).data())).toEqual([1, -2, 0]);
});

test('reductions see infinities and NaN', async () => {
  const rows = tensor([
    [1, inf, 2],
    [-inf, 0, 1],
    [nan, 1, 2],
    [-inf, -inf, -inf],
  ]);
  const outputs = [rows.sum(1), rows.max(1), rows.min(1), rows.logsumexp(1)];
  await realize(...outputs);
  const values = await Promise.all(outputs.map((output) => output.array()));
  expect(values).toEqual([
    [inf, -inf, nan, -inf],
    [inf, 1, nan, -inf],
    [1, -inf, nan, -inf],
    [inf, expect.closeTo(Math.log(1 + Math.E), 5), nan, -inf],
  ]);
});

test('a masked row of -infinity goes through softmax as in float64', async () => {
  const x = tensor([
    [0, -inf, 1],
    [-inf, -inf, 0],
  ]);
  const e = x.sub(x.max(-1, true)).exp();
  const y = (await e.div(e.sum(-1, true)).array()) as number[][];
  expect(y[0]![0]).toBeCloseTo(1 / (1 + Math.E), 6);
  expect(y[0]![1]).toBe(0);
  expect(y[1]).toEqual([0, 0, 1]);
});

test('constants that JSON takes for equal are not', async () => {
  const one = full([1], 1).contiguous();
  const values = [inf, -inf, nan, 0, -0, 1];
  const constants = values.map((value) => full([1], value));
  const quotients = [0, -0].map((value) => one.div(full([1], value)));
  await realize(...constants, ...quotients);
  for (const [i, value] of values.entries()) expect(await constants[i]!.item()).toBe(value);
  expect(await Promise.all(quotients.map((quotient) => quotient.item()))).toEqual([inf, -inf]);
  expect(await tensor([true, false]).where(inf, -inf).array()).toEqual([inf, -inf]);
});

test('the reference multiplies f32 as numbers, and integers modulo 2³²', async () => {
  const [x, y] = [
    Int32Array.of(2_147_483_647, 2_147_483_646, 2_147_483_645),
    Int32Array.of(2_147_483_643, 2_147_483_642, 2_147_483_641),
  ];
  const [u, v] = [Uint32Array.from(x, (value) => 2 * value + 1), Uint32Array.from(y, (value) => 2 * value)];
  type Integers = Int32Array | Uint32Array;
  const product = (values: Integers): bigint =>
    Array.from(values, BigInt).reduce((left, right) => left * right);
  const inner = (left: Integers, right: Integers): bigint =>
    Array.from(left, (value, i) => BigInt(value) * BigInt(right[i]!)).reduce((sum, each) => sum + each);
  const pairs = await onBoth(() => [
    tensor([1e8, 3e9, -1e8]).mul(tensor([1e8, 3e9, 1e8])),
    tensor(x).prod(),
    tensor(u).prod(),
    tensor(x).matmul(tensor(y)),
    tensor(u).matmul(tensor(v)),
  ]);
  const squares = [1e16, 9e18, -1e16];
  for (const [i, value] of squares.entries()) {
    expect(pairs[0]!.expected[i]).toBe(value);
    expect(pairs[0]!.actual[i]).toBe(Math.fround(value));
  }
  const exact = [
    BigInt.asIntN(32, product(x)),
    BigInt.asUintN(32, product(u)),
    BigInt.asIntN(32, inner(x, y)),
    BigInt.asUintN(32, inner(u, v)),
  ].map(Number);
  for (const [i, value] of exact.entries())
    expect([pairs[i + 1]!.actual[0], pairs[i + 1]!.expected[0]]).toEqual([value, value]);
});

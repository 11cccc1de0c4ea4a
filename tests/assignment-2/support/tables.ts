/** Language models that are tables, and what decoding makes of them, in float64. */
import type { NDArray } from '@dawnbook/grader';
import { f32, type RandomArrays, widen } from './arrays.ts';
import { rowsOf } from './float64.ts';
import { logSoftmaxRow } from './loss64.ts';

export interface Table {
  readonly order: 0 | 1 | 2;
  /** `[vocab^order, vocab]` */
  readonly logits: NDArray;
}

/** A table of normal logits. */
export function randomTable(random: RandomArrays, order: 0 | 1 | 2, vocab: number, std = 1.5): Table {
  return { order, logits: random.normal([vocab ** order, vocab], std) };
}

/** A table of probabilities, one row for each context. */
export function tableOf(order: 0 | 1 | 2, rows: readonly (readonly number[])[]): Table {
  const values = rows.flatMap((row) => row.map((p) => (p === 0 ? -1e9 : Math.log(p))));
  return { order, logits: f32([rows.length, rows[0]!.length], values) };
}

/** The log-probabilities of what follows a sequence. */
export type LogProbs = (sequence: readonly number[]) => readonly number[];

export function logProbsOf({ order, logits }: Table): LogProbs {
  const vocab = logits.shape[1]!;
  const rows = rowsOf(widen(logits)).map(logSoftmaxRow);
  return (sequence) => {
    let row = 0;
    for (let back = order; back >= 1; back--) row = row * vocab + (sequence[sequence.length - back] ?? 0);
    return rows[row]!;
  };
}

/** The log-probability of a continuation. */
export function rescore(logProbs: LogProbs, prompt: readonly number[], newTokens: readonly number[]): number {
  return newTokens.reduce(
    (sum, token, t) => sum + logProbs([...prompt, ...newTokens.slice(0, t)])[token]!,
    0,
  );
}

/** The most likely tokens, one by one; the end token ends it. */
export function greedy64(
  logProbs: LogProbs,
  prompt: readonly number[],
  maxNewTokens: number,
  eos?: number,
): number[] {
  const newTokens: number[] = [];
  while (newTokens.length < maxNewTokens) {
    const row = logProbs([...prompt, ...newTokens]);
    newTokens.push(row.indexOf(Math.max(...row)));
    if (newTokens.at(-1) === eos) break;
  }
  return newTokens;
}

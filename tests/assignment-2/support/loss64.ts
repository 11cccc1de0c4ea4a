/** Losses in float64. */
import type { Array64 } from './arrays.ts';
import { rowsOf } from './float64.ts';

/** log Σ exp of a row. */
export function logSumExp(row: ArrayLike<number>): number {
  const list = Array.from(row);
  const max = list.reduce((a, b) => Math.max(a, b));
  return max + Math.log(list.reduce((sum, value) => sum + Math.exp(value - max), 0));
}

/** −log softmax(row)[target], for each row along the last axis. */
export function losses64(logits: Array64, targets: ArrayLike<number>): number[] {
  return rowsOf(logits).map((row, i) => logSumExp(row) - row[targets[i]!]!);
}

/** log softmax of a row. */
export function logSoftmaxRow(row: ArrayLike<number>): number[] {
  const total = logSumExp(row);
  return Array.from(row, (value) => value - total);
}

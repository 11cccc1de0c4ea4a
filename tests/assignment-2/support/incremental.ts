/** Logits of a full forward pass, position by position. */
import type { NDArray } from '@dawnbook/grader';

/** Positions `from` to `from + count` of logits `[batch, seq, vocab]`. */
export function positionsOf({ shape, data }: NDArray, from: number, count: number): NDArray {
  const [batch, seq, vocab] = shape as [number, number, number];
  const part = new Float32Array(batch * count * vocab);
  for (let row = 0; row < batch; row++) {
    const start = (row * seq + from) * vocab;
    part.set(data.subarray(start, start + count * vocab), row * count * vocab);
  }
  return { shape: [batch, count, vocab], data: part };
}

/** Rows of ids or logits. */
export function rowsAt({ shape, data }: NDArray, rows: readonly number[]): NDArray {
  const width = data.length / shape[0]!;
  const values = rows.flatMap((row) => Array.from(data.subarray(row * width, (row + 1) * width)));
  const array = data instanceof Int32Array ? Int32Array.from(values) : Float32Array.from(values);
  return { shape: [rows.length, ...shape.slice(1)], data: array };
}

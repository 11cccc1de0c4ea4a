/** Language models that are tables: the last `order` ids choose a row of logits. What decoding does is then known exactly. */
import type { NDArray } from '@dawnbook/grader';
import { Module, Parameter, type Tensor, tensor } from '@dawnbook/tensor';
import { toTensor } from './std.ts';

/** A table as tests send it. */
export interface TableArgs {
  order: 0 | 1 | 2;
  /** `[vocab^order, vocab]`; the row of the last ids in base vocab, oldest first, where missing ones count as 0. */
  logits: NDArray;
}

/** What a table was asked. */
export interface TableCalls {
  /** Rows of each call. */
  rows: number[];
  /** Length of the sequences of each call. */
  lengths: number[];
}

/** The table as a function of sequences, which notes what it is asked. */
export function tableNext({ order, logits }: TableArgs): {
  next: (sequences: readonly (readonly number[])[]) => Tensor;
  calls: TableCalls;
} {
  const vocab = logits.shape[1]!;
  const calls: TableCalls = { rows: [], lengths: [] };
  const next = (sequences: readonly (readonly number[])[]): Tensor => {
    const length = sequences[0]?.length ?? 0;
    if (sequences.length === 0) throw new Error('next was called without a sequence');
    if (sequences.some((sequence) => sequence.length !== length)) {
      throw new Error(
        `next was called with sequences of lengths ${sequences.map((each) => each.length).join(', ')}`,
      );
    }
    calls.rows.push(sequences.length);
    calls.lengths.push(length);
    const rows = new Float32Array(sequences.length * vocab);
    for (const [i, sequence] of sequences.entries()) {
      let row = 0;
      for (let back = order; back >= 1; back--) row = row * vocab + (sequence[length - back] ?? 0);
      rows.set(logits.data.subarray(row * vocab, (row + 1) * vocab), i * vocab);
    }
    return tensor(rows, [sequences.length, vocab]);
  };
  return { next, calls };
}

/** The table as a model of `[batch, seq]` ids. */
export class TableModel extends Module {
  /** `[vocab^order, vocab]` */
  readonly table: Parameter;
  readonly #order: number;
  /** Whether a forward pass was recorded for gradients. */
  recorded = false;

  constructor({ order, logits }: TableArgs) {
    super();
    this.#order = order;
    this.table = new Parameter(toTensor(logits));
  }

  forward(ids: Tensor): Tensor {
    const [batch, seq] = ids.shape as [number, number];
    const vocab = this.table.shape[1]!;
    let row = ids.mul(0);
    for (let back = this.#order - 1; back >= 0; back--) {
      const shift = Math.min(back, seq);
      const shifted = shift === 0 ? ids : ids.narrow(1, 0, seq - shift).pad(1, shift, 0);
      row = row.mul(vocab).add(shifted);
    }
    const logits = this.table.indexSelect(0, row).reshape([batch, seq, vocab]);
    this.recorded ||= logits.requiresGrad;
    return logits;
  }
}

import { type Tensor, tensor } from '@dawnbook/tensor';
import { uniform } from './random.ts';
import type { TokenReader } from './token-source.ts';

/** Token ids and, for each, the one that follows. */
export interface Batch {
  /** i32 `[batchSize, contextLength]` */
  readonly inputs: Tensor;
  /** i32 `[batchSize, contextLength]`, one position later */
  readonly targets: Tensor;
}

/**
 * Windows at random positions. Every start is equally likely, from 0 to `length − contextLength − 1`, whose last target is
 * the last id. A function of seed and step alone: a resumed run sees the batches that it would have seen.
 *
 * @throws RangeError if the source is shorter than one window and its last target
 */
export function getBatch(
  source: TokenReader,
  options: { batchSize: number; contextLength: number; seed: number; step: number },
): Promise<Batch> {
  const { batchSize, contextLength, seed, step } = options;
  const numStarts = source.length - contextLength;
  if (numStarts < 1) {
    throw new RangeError(
      `getBatch: ${source.length} ids hold no window of contextLength ${contextLength} and its last target; it takes ` +
        `${contextLength + 1}`,
    );
  }
  const starts = Array.from({ length: batchSize }, (_, row) =>
    Math.floor(uniform(seed, step, row) * numStarts),
  );
  return readWindows(source, starts, contextLength);
}

/** The windows that begin at given positions. */
export async function readWindows(
  source: TokenReader,
  starts: readonly number[],
  contextLength: number,
): Promise<Batch> {
  const windows = await Promise.all(starts.map((start) => source.read(start, contextLength + 1)));
  const rows = (offset: number): Tensor => {
    const ids = new Int32Array(starts.length * contextLength);
    for (const [row, window] of windows.entries()) {
      ids.set(window.subarray(offset, offset + contextLength), row * contextLength);
    }
    return tensor(ids, [starts.length, contextLength]);
  };
  return { inputs: rows(0), targets: rows(1) };
}

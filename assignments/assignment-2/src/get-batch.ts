import { notImplemented } from '@dawnbook/grader';
import type { Tensor } from '@dawnbook/tensor';
import type { TokenReader } from './token-source.ts';

/** Token ids and, for each, the one that follows. */
export interface Batch {
  /** i32 `[batchSize, contextLength]` */
  readonly inputs: Tensor;
  /** i32 `[batchSize, contextLength]`, one position later */
  readonly targets: Tensor;
}

/**
 * Windows at random positions: every start from 0 to length − contextLength − 1 is equally likely. A function of seed and
 * step alone; `uniform` of random.ts draws numbers that way. About 20 lines.
 *
 * Handout: README.md#get-batch
 *
 * @throws RangeError if the source is shorter than one window and its last target
 */
export function getBatch(
  source: TokenReader,
  options: { batchSize: number; contextLength: number; seed: number; step: number },
): Promise<Batch> {
  throw notImplemented('get-batch');
}

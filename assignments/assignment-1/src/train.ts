import { notImplemented } from '@dawnbook/grader';
import type { BpeModel, PreTokenCounts } from './model.ts';
import type { PatternName } from './pre-tokenize.ts';

/** What to train. */
export interface TrainBpeOptions {
  /** The size that the vocabulary should reach: 256 bytes + merges + special tokens. */
  vocabSize: number;
  /** Texts that no merge crosses or uses; each becomes one token. Default: none. */
  specialTokens?: string[];
  /** Default: `gpt2`. */
  pattern?: PatternName;
  /** Threads that count pre-tokens. Default: 1. */
  numWorkers?: number;
}

/**
 * Learns exactly the merges of `trainBpeNaive`, without rescanning:
 *
 * 1. Count all pairs once, and keep for each pair the pre-tokens in which it occurs.
 * 2. Take the best pair from a `BestPairQueue`, dropping entries whose count is no longer true.
 * 3. Merge it in the pre-tokens of its list only, changing the counts next to each occurrence.
 * 4. Push the pairs whose count has changed; go on with 2.
 *
 * A merge may touch only pre-tokens that contain the pair (now, or at some time before). `vocab` holds the bytes, then
 * `left` + `right` of each merge, then the special tokens; it is smaller than `vocabSize` only when the pairs run out.
 * About 150 lines in two files.
 *
 * Handout: README.md#bpe-train
 *
 * @throws RangeError if `vocabSize` is not an integer of at least 256 + the number of special tokens (the message
 * states that minimum), if a special token is empty or given twice, or if the pattern is unknown.
 */
export function trainBpeFromCounts(counts: PreTokenCounts, options: TrainBpeOptions): BpeModel {
  throw notImplemented('bpe-train');
}

/**
 * Trains on a UTF-8 file: `countPreTokens`, then {@link trainBpeFromCounts}. The file is taken as it is: CR LF stays
 * CR LF, and the text of special tokens is never learned from. The result is the same for every `numWorkers`. About
 * 5 lines.
 *
 * Handout: README.md#bpe-train
 *
 * @throws RangeError as {@link trainBpeFromCounts}, before the file is read.
 * @throws Error naming the path if the file cannot be read.
 */
export async function trainBpe(path: string, options: TrainBpeOptions): Promise<BpeModel> {
  throw notImplemented('bpe-train');
}

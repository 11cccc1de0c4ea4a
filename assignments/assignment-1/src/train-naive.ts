import { notImplemented } from '@dawnbook/grader';
import type { Merge, PreTokenCounts } from './model.ts';

/**
 * The textbook trainer: count all pairs, merge the best one everywhere with `mergePair`, repeat.
 *
 * A pair counts once for each adjacent position, times the frequency of the pre-token. The largest count wins; ties go
 * to the lexicographically greatest pair, by the bytes of the left token and then by those of the right one. The
 * order of `counts` does not matter, and counts may exceed 2^32. About 60 lines.
 *
 * Handout: README.md#bpe-train-naive
 *
 * @returns at most `numMerges` merges, fewer when no pair is left.
 */
export function trainBpeNaive(counts: PreTokenCounts, numMerges: number): Merge[] {
  throw notImplemented('bpe-train-naive');
}

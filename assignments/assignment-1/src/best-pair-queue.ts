import { notImplemented } from '@dawnbook/grader';

/**
 * A max-heap of (key, count) with lazy deletion: a changed count is pushed as a second entry, and the old one is thrown
 * away when it comes to the top. n pushes and n pops take O(n log n). About 50 lines.
 *
 * Handout: README.md#bpe-best-pair-queue
 */
export class BestPairQueue {
  /** @param compareTies settles equal counts: positive if key `a` is to be popped before key `b`. */
  constructor(compareTies: (a: number, b: number) => number) {
    throw notImplemented('bpe-best-pair-queue');
  }

  /** Entries in the heap, stale ones included. */
  get size(): number {
    throw notImplemented('bpe-best-pair-queue');
  }

  /** Adds an entry. A key may be in the heap several times, with different counts. */
  push(key: number, count: number): void {
    throw notImplemented('bpe-best-pair-queue');
  }

  /**
   * Removes and returns the entry with the largest count that is still true; stale entries that are met on the way
   * are dropped.
   *
   * @param isCurrent says whether `key` has this count now.
   * @returns `undefined` when no current entry is left.
   */
  popBest(isCurrent: (key: number, count: number) => boolean): { key: number; count: number } | undefined {
    throw notImplemented('bpe-best-pair-queue');
  }
}

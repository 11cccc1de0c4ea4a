import { notImplemented } from '@dawnbook/grader';
import type { Bytes } from './bytes.ts';

/** What a pair of tokens becomes, and when: the lower the rank, the earlier the merge was learned. */
export interface RankedMerge {
  rank: number;
  id: number;
}

/** Looks a pair of adjacent ids up; `undefined` when they do not merge. */
export type MergeRanks = (left: number, right: number) => RankedMerge | undefined;

/**
 * The merge loop for one pre-token of any length, in O(n log n): always the pair with the lowest rank, the leftmost of
 * equals, until none is left. The same ids as a loop that scans all parts for each merge.
 *
 * 1. The parts are a doubly linked list (two arrays of positions); nothing moves when two are joined.
 * 2. Candidate pairs wait in a heap, ordered by rank and then by position.
 * 3. An entry is stale if the part at its position no longer offers that merge; drop it when it comes up.
 * 4. After a merge, offer the joined part with its right neighbour, and its left neighbour with it.
 *
 * About 40 lines, and 35 for the heap.
 *
 * Handout: README.md#encode-long-pre-token
 *
 * @param ranks what a pair of ids becomes, or `undefined`.
 * @param byteId the id of a single byte.
 */
export function encodeBytes(bytes: Bytes, ranks: MergeRanks, byteId: (byte: number) => number): number[] {
  throw notImplemented('encode-long-pre-token');
}

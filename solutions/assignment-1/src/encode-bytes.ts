import type { Bytes } from './bytes.ts';
import type { MergeRanks, RankedMerge } from './merge-loop.ts';
import { MinHeap } from './min-heap.ts';

/**
 * The merge loop for one pre-token of any length, in O(n log n): always the pair with the lowest rank, the leftmost of
 * equals, until none is left. {@link mergeByRank} gives the same ids by scanning all parts for each merge.
 *
 * The parts form a doubly linked list, so joining two of them moves nothing; each is known by the position of its
 * first byte. Candidate pairs wait in a heap, ordered by rank and then by position. A merge changes what its two
 * neighbours can do, which would leave wrong entries in the heap; instead of removing them, every position remembers
 * what it offers *now*, and an entry that says otherwise is dropped when it comes up.
 *
 * Each merge adds at most two entries and removes one part, so there are less than 3n entries in all.
 *
 * @param ranks what a pair of ids becomes, or `undefined`.
 * @param byteId the id of a single byte.
 */
export function encodeBytes(bytes: Bytes, ranks: MergeRanks, byteId: (byte: number) => number): number[] {
  const n = bytes.length;
  const ids = Array.from(bytes, (byte) => byteId(byte));
  const next = Int32Array.from(bytes, (_, i) => i + 1); // n: there is none
  const previous = Int32Array.from(bytes, (_, i) => i - 1); // -1: there is none
  // offers[i]: what the part at i and its right neighbour would become. A part that was joined to its left neighbour
  // offers nothing any more.
  const offers: (RankedMerge | undefined)[] = Array.from(bytes, () => undefined);

  // One number per entry that sorts by rank, then by position.
  const heap = new MinHeap();

  function offer(at: number): void {
    const right = next[at]!;
    const merge = right < n ? ranks(ids[at]!, ids[right]!) : undefined;
    offers[at] = merge;
    if (merge !== undefined) heap.push(merge.rank * n + at);
  }

  for (let at = 0; at < n; at++) offer(at);

  for (let entry = heap.pop(); entry !== undefined; entry = heap.pop()) {
    const at = entry % n;
    const merge = offers[at];
    if (merge === undefined || merge.rank * n + at !== entry) continue; // stale

    const gone = next[at]!;
    const right = next[gone]!;
    ids[at] = merge.id;
    offers[gone] = undefined;
    next[at] = right;
    if (right < n) previous[right] = at;
    offer(at);
    if (previous[at]! >= 0) offer(previous[at]!);
  }

  const result: number[] = [];
  for (let at = 0; at < n; at = next[at]!) result.push(ids[at]!);
  return result;
}

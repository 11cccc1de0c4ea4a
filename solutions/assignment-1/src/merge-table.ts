import { latin1, showBytes } from './bytes.ts';
import { TokenizerError } from './errors.ts';
import type { RankedMerge } from './merge-loop.ts';
import type { Merge } from './model.ts';

/**
 * What pairs of ids merge into: a hash table from (left, right) to a merge. A `Map` would need one number as its key,
 * and `left * n + right` leaves the range in which the engine has cheap integers as soon as n exceeds 46,340.
 *
 * Open addressing with linear probing, at most half full.
 */
export class MergeTable {
  readonly #mask: number;
  readonly #lefts: Uint32Array;
  readonly #rights: Uint32Array;
  readonly #merges: (RankedMerge | undefined)[];

  /**
   * @param merges in the order of creation; the index is the rank.
   * @param idOf ids by the bytes of their tokens, in Latin-1.
   * @throws TokenizerError for a merge whose parts or result have no id, or that is given twice.
   */
  constructor(merges: readonly Merge[], idOf: ReadonlyMap<string, number>) {
    const slots = 2 ** Math.ceil(Math.log2(2 * merges.length + 1));
    this.#mask = slots - 1;
    this.#lefts = new Uint32Array(slots);
    this.#rights = new Uint32Array(slots);
    this.#merges = Array.from({ length: slots }, () => undefined);
    for (const [rank, merge] of merges.entries()) this.#add(rank, merge, idOf);
  }

  /** What two adjacent ids merge into, if anything. */
  get(left: number, right: number): RankedMerge | undefined {
    return this.#merges[this.#slotOf(left, right)];
  }

  #add(rank: number, merge: Merge, idOf: ReadonlyMap<string, number>): void {
    const fail = (problem: string): never => {
      throw new TokenizerError(
        `merge ${rank}, ${showBytes(merge.left)} + ${showBytes(merge.right)}, ${problem}`,
      );
    };
    const leftBytes = latin1(merge.left);
    const rightBytes = latin1(merge.right);
    const left = idOf.get(leftBytes) ?? fail('has a left part that is not in the vocabulary');
    const right = idOf.get(rightBytes) ?? fail('has a right part that is not in the vocabulary');
    const id = idOf.get(leftBytes + rightBytes) ?? fail('has a result that is not in the vocabulary');

    const slot = this.#slotOf(left, right);
    const earlier = this.#merges[slot];
    if (earlier !== undefined) fail(`is the same as merge ${earlier.rank}`);
    this.#lefts[slot] = left;
    this.#rights[slot] = right;
    this.#merges[slot] = { rank, id };
  }

  /** The slot of a pair, or the free one where it would go. */
  #slotOf(left: number, right: number): number {
    const hash = Math.imul(Math.imul(left, 0x9e3779b1) ^ right, 0x85ebca6b);
    let slot = (hash ^ (hash >>> 15)) & this.#mask;
    while (this.#merges[slot] !== undefined && (this.#lefts[slot] !== left || this.#rights[slot] !== right)) {
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }
}

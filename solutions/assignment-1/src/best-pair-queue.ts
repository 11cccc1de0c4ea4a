/**
 * A max-heap of (key, count) with *lazy deletion*: a count that has changed is not looked for in the heap. The new
 * count is pushed next to the old one, and the old entry is thrown away when it comes to the top. Finding the best
 * pair so costs O(log n) for each count that changed, instead of a scan of all pairs for each merge.
 *
 * The binary tree lies in two parallel arrays; the children of node i are 2i + 1 and 2i + 2.
 */
export class BestPairQueue {
  readonly #keys: number[] = [];
  readonly #counts: number[] = [];
  readonly #compareTies: (a: number, b: number) => number;

  /** @param compareTies settles equal counts: positive if key `a` is to be popped before key `b`. */
  constructor(compareTies: (a: number, b: number) => number) {
    this.#compareTies = compareTies;
  }

  /** Entries in the heap, stale ones included. */
  get size(): number {
    return this.#keys.length;
  }

  /** Adds an entry. A key may be in the heap several times, with different counts. */
  push(key: number, count: number): void {
    this.#rise(this.#keys.length, key, count);
  }

  /**
   * Removes and returns the entry with the largest count that is still true, and every stale entry above it.
   *
   * @param isCurrent says whether `key` has this count now.
   * @returns `undefined` when no current entry is left.
   */
  popBest(isCurrent: (key: number, count: number) => boolean): { key: number; count: number } | undefined {
    while (this.#keys.length > 0) {
      const key = this.#keys[0]!;
      const count = this.#counts[0]!;
      this.#removeTop();
      if (isCurrent(key, count)) return { key, count };
    }
    return undefined;
  }

  #removeTop(): void {
    const key = this.#keys.pop()!;
    const count = this.#counts.pop()!;
    const size = this.#keys.length;
    if (size === 0) return;
    // The hole at the top sinks to the bottom, filled from below by the better child each time …
    let hole = 0;
    for (let child = 1; child < size; child = 2 * hole + 1) {
      const other = child + 1;
      if (other < size && this.#isBetter(this.#keys[other]!, this.#counts[other]!, child)) child = other;
      this.#keys[hole] = this.#keys[child]!;
      this.#counts[hole] = this.#counts[child]!;
      hole = child;
    }
    // … and takes the last entry, which comes from the bottom too and hardly ever has to rise far.
    this.#rise(hole, key, count);
  }

  /** Puts an entry where there is a hole, or above: worse ancestors move down. */
  #rise(from: number, key: number, count: number): void {
    let hole = from;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (!this.#isBetter(key, count, parent)) break;
      this.#keys[hole] = this.#keys[parent]!;
      this.#counts[hole] = this.#counts[parent]!;
      hole = parent;
    }
    this.#keys[hole] = key;
    this.#counts[hole] = count;
  }

  /** Is this entry to be popped before the one at `node`? */
  #isBetter(key: number, count: number, node: number): boolean {
    const difference = count - this.#counts[node]!;
    return difference !== 0 ? difference > 0 : this.#compareTies(key, this.#keys[node]!) > 0;
  }
}

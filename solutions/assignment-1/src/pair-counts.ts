import type { Bytes } from './bytes.ts';
import type { PreTokenCounts } from './model.ts';

/**
 * The corpus during training: every distinct pre-token as a sequence of ids, how often each adjacent pair of ids
 * occurs, and in which pre-tokens. A merge visits only the pre-tokens on the pair's list, and in them changes only the
 * counts next to an occurrence; its cost does not grow with the rest of the corpus.
 */
export class PairCounts {
  // Pre-token w occupies ids[starts[w]] … ids[starts[w] + lengths[w] - 1]; merging shortens it in place. Flat arrays
  // instead of an array per pre-token, because there may be half a million of them.
  readonly #ids: Uint32Array;
  readonly #starts: Uint32Array;
  readonly #lengths: Uint32Array;
  readonly #frequencies: Float64Array;

  /**
   * The key of a pair is left · base + right. Exact while base² ≤ 2^53, so for ids up to 94 million, and a small integer
   * to the engine while base² ≤ 2^31.
   */
  readonly #base: number;
  readonly #counts = new Map<number, number>();
  /**
   * For each pair the pre-tokens in which it has occurred. A pre-token stays on the list when a neighbouring merge has
   * taken the pair away there; looking at it in vain is cheaper than keeping the lists exact. Every entry was made by
   * an occurrence that once existed and is read once, so this cannot add up to more than the work of making them.
   */
  readonly #places = new Map<number, number[]>();

  /**
   * @param base a number that no id will ever reach.
   * @throws RangeError for a count that is not an integer ≥ 0.
   */
  constructor(counts: PreTokenCounts, base: number) {
    this.#base = base;
    const encoder = new TextEncoder();
    const words: Bytes[] = [];
    this.#frequencies = new Float64Array(counts.size);
    this.#starts = new Uint32Array(counts.size);
    this.#lengths = new Uint32Array(counts.size);
    let size = 0;
    for (const [text, count] of counts) {
      if (!Number.isInteger(count) || count < 0) {
        throw new RangeError(
          `the count of ${JSON.stringify(text)} is ${count}; it must be an integer of at least 0`,
        );
      }
      const bytes = encoder.encode(text);
      this.#frequencies[words.length] = count;
      this.#starts[words.length] = size;
      this.#lengths[words.length] = bytes.length;
      words.push(bytes);
      size += bytes.length;
    }
    this.#ids = new Uint32Array(size);
    for (const [word, bytes] of words.entries()) {
      this.#ids.set(bytes, this.#starts[word]);
      for (let i = 0; i + 1 < bytes.length; i++) {
        this.#add(bytes[i]! * base + bytes[i + 1]!, word, this.#frequencies[word]!, this.#counts);
      }
    }
  }

  /** How often the pair with this key occurs now; 0 if it does not. */
  count(key: number): number {
    return this.#counts.get(key) ?? 0;
  }

  /** The keys of all pairs that occur. */
  keys(): IterableIterator<number> {
    return this.#counts.keys();
  }

  /**
   * Replaces `left, right` by `merged` everywhere, left to right and without overlap.
   *
   * Around one occurrence, `x left right y`, exactly three pairs end and two begin:
   *
   * ```
   * before   (x, left) (left, right) (right, y)
   * after    (x, merged) (merged, y)
   * ```
   *
   * Taking the occurrences of a pre-token one after the other, with `x` as it is *after* the replacements to its left,
   * keeps the counts right in every case, also in `a b a b` (where the pair `merged, a` comes and goes, and
   * `merged, merged` stays) and in runs such as `a a a a`.
   *
   * @returns the keys of the pairs whose count is now a different one and not 0.
   */
  merge(left: number, right: number, merged: number): number[] {
    const pair = left * this.#base + right;
    const changes = new Map<number, number>();
    for (const word of this.#places.get(pair) ?? []) this.#mergeInWord(word, left, right, merged, changes);
    this.#places.delete(pair);

    const changed: number[] = [];
    for (const [key, change] of changes) {
      if (change === 0) continue;
      const count = this.count(key) + change;
      if (count === 0) {
        this.#counts.delete(key);
      } else {
        this.#counts.set(key, count);
        changed.push(key);
      }
    }
    return changed;
  }

  #mergeInWord(
    word: number,
    left: number,
    right: number,
    merged: number,
    changes: Map<number, number>,
  ): void {
    const ids = this.#ids;
    const base = this.#base;
    const start = this.#starts[word]!;
    const end = start + this.#lengths[word]!;
    const frequency = this.#frequencies[word]!;
    let write = start;
    for (let read = start; read < end; read++) {
      const id = ids[read]!;
      if (id !== left || read + 1 === end || ids[read + 1] !== right) {
        ids[write++] = id;
        continue;
      }
      if (write > start) {
        const before = ids[write - 1]!;
        subtract(changes, before * base + left, frequency);
        this.#add(before * base + merged, word, frequency, changes);
      }
      subtract(changes, left * base + right, frequency);
      if (read + 2 < end) {
        const after = ids[read + 2]!;
        subtract(changes, right * base + after, frequency);
        this.#add(merged * base + after, word, frequency, changes);
      }
      ids[write++] = merged;
      read++;
    }
    this.#lengths[word] = write - start;
  }

  /** One more occurrence of a pair in `word`, counted in `counts`. */
  #add(key: number, word: number, frequency: number, counts: Map<number, number>): void {
    counts.set(key, (counts.get(key) ?? 0) + frequency);
    const places = this.#places.get(key);
    if (places === undefined) this.#places.set(key, [word]);
    else if (places.at(-1) !== word) places.push(word);
  }
}

function subtract(changes: Map<number, number>, key: number, frequency: number): void {
  changes.set(key, (changes.get(key) ?? 0) - frequency);
}

import { showBytes, type Bytes } from './bytes.ts';
import { encodeBytes } from './encode-bytes.ts';
import { TokenizerError } from './errors.ts';
import type { IdBuffer } from './id-buffer.ts';
import { mergeByRank, type MergeRanks } from './merge-loop.ts';
import { MergeTable } from './merge-table.ts';
import type { Merge } from './model.ts';
import { PreTokenTable } from './pre-token-table.ts';

/** Natural text repeats a few ten thousand words; other text must not fill memory. */
const MAX_REMEMBERED = 100_000;

/**
 * Up to so many code units a pre-token is a word: encoded by the plain loop, and remembered. A longer one hardly comes
 * again, and with it the plain loop would be slow.
 */
const WORD = 128;

const encoder = new TextEncoder();

/**
 * Turns single pre-tokens into ids. Most words of a text are repetitions, so what was found for a word is remembered;
 * what the ids of a word are depends on nothing but its letters.
 */
export class PreTokenEncoder {
  readonly #byteIds: readonly (number | undefined)[];
  readonly #ranks: MergeRanks;
  #words = new PreTokenTable();
  #idsOfWord: (readonly number[])[] = [];

  /**
   * @param merges in the order of creation.
   * @param idOf ids by the bytes of their tokens, in Latin-1.
   * @throws TokenizerError for a merge whose parts or result have no id, or that is given twice.
   */
  constructor(merges: readonly Merge[], idOf: ReadonlyMap<string, number>) {
    this.#byteIds = Array.from({ length: 256 }, (_, byte) => idOf.get(String.fromCharCode(byte)));
    const table = new MergeTable(merges, idOf);
    this.#ranks = (left, right) => table.get(left, right);
  }

  /**
   * Appends the ids of the pre-token from `start` to `end` of `text`. Lone surrogates count as U+FFFD.
   *
   * @param bytesBefore how many bytes came before `text`, for the message of the error.
   * @throws TokenizerError for a byte that has no token, naming it and its position.
   */
  encode(text: string, start: number, end: number, bytesBefore: number, ids: IdBuffer): void {
    if (end - start > WORD) {
      const bytes = this.#bytesOf(text, start, end, bytesBefore);
      for (const id of encodeBytes(bytes, this.#ranks, (byte) => this.#byteIds[byte]!)) ids.push(id);
      return;
    }
    const word = this.#words.numberOf(text, start, end);
    const known =
      this.#idsOfWord[word] ?? this.#encodeWord(word, this.#bytesOf(text, start, end, bytesBefore));
    for (let i = 0; i < known.length; i++) ids.push(known[i]!);
  }

  #encodeWord(word: number, bytes: Bytes): readonly number[] {
    const parts: number[] = [];
    for (const byte of bytes) parts.push(this.#byteIds[byte]!);
    const ids = mergeByRank(parts, this.#ranks);
    this.#idsOfWord[word] = ids;
    if (this.#words.size === MAX_REMEMBERED) {
      this.#words = new PreTokenTable();
      this.#idsOfWord = [];
    }
    return ids;
  }

  /** The UTF-8 of a pre-token, in which every byte has a token. */
  #bytesOf(text: string, start: number, end: number, bytesBefore: number): Bytes {
    const bytes = encoder.encode(text.slice(start, end));
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i]!;
      if (this.#byteIds[byte] !== undefined) continue;
      const position = bytesBefore + Buffer.byteLength(text.slice(0, start)) + i;
      throw new TokenizerError(
        `byte ${byte} (${showBytes(Uint8Array.of(byte))}) at position ${position} has no token`,
      );
    }
    return bytes;
  }
}

import { notImplemented } from '@dawnbook/grader';
import type { Bytes } from './bytes.ts';
import type { BpeModel, Merge } from './model.ts';
import type { PatternName } from './pre-tokenize.ts';

/** What a tokenizer is, beside vocabulary and merges. */
export interface TokenizerOptions {
  /** Texts that become one token each. Default: none. */
  specialTokens?: string[];
  /** Default: `gpt2`. */
  pattern?: PatternName;
}

/** How to encode. */
export interface EncodeOptions {
  /**
   * Which special tokens are recognised in the text; the others are ordinary text there. Use `'none'` for text that you
   * do not trust, so that nobody can smuggle `<|endoftext|>` in. Default: `'all'`.
   */
  allowedSpecial?: 'all' | 'none' | readonly string[];
}

/** Byte-level BPE: text to ids and back, for any vocabulary and merges, however their ids are numbered. */
export class Tokenizer {
  /** The largest id + 1, new special tokens included. */
  readonly vocabSize: number;

  /**
   * Copies everything: changing the arguments afterwards changes nothing here.
   *
   * A special token has the largest id whose bytes are its UTF-8; those that the vocabulary lacks get the next ids after
   * the largest one, in the given order. About 40 lines, and as many for looking merges up.
   *
   * Handout: README.md#tokenizer-encode
   *
   * @param vocab id → bytes; ids may have gaps and any order.
   * @param merges in the order of creation.
   * @throws TokenizerError if a merge joins tokens, or makes one, that the vocabulary lacks, or is given twice (position
   * in the list and parts in the message); if two ids have the same bytes and neither is a special token's (both ids).
   * @throws RangeError for an id that is not an integer of at least 0, an empty or repeated special token, an unknown
   * pattern.
   */
  constructor(vocab: ReadonlyMap<number, Bytes>, merges: readonly Merge[], options: TokenizerOptions = {}) {
    throw notImplemented('tokenizer-encode');
  }

  /**
   * The tokenizer of a trained model: token `id` is `model.vocab[id]`.
   *
   * Handout: README.md#tokenizer-encode
   */
  static fromModel(model: BpeModel): Tokenizer {
    throw notImplemented('tokenizer-encode');
  }

  /**
   * The bytes of one token, also of a special one.
   *
   * Handout: README.md#tokenizer-encode
   *
   * @throws RangeError naming the id if it is unknown.
   */
  idToBytes(id: number): Bytes {
    throw notImplemented('tokenizer-encode');
  }

  /**
   * Text to ids: cut at the allowed special tokens, pre-tokenize each stretch between them (it ends at the special
   * token), then join in each pre-token the pair of the earliest merge, the leftmost first, until no pair has a merge.
   * Lone surrogates encode as U+FFFD. About 50 lines.
   *
   * Handout: README.md#tokenizer-encode
   *
   * @throws TokenizerError for a byte that has no token: the byte as a decimal number and its position in the UTF-8 of
   * the text.
   * @throws RangeError if `allowedSpecial` lists what is not a special token.
   */
  encode(text: string, options: EncodeOptions = {}): number[] {
    throw notImplemented('tokenizer-encode');
  }

  /**
   * The ids of the joined chunks, for **every** way to cut a text into chunks: also inside a surrogate pair, a
   * contraction, a run of spaces, a special token. Memory is bounded by the longest pre-token plus one chunk. The next
   * chunk is pulled only when no certain id is left; `chunks` is closed when the consumer stops early. About 50 lines.
   *
   * Handout: README.md#encode-iterable
   *
   * @throws as {@link encode}; also whatever `chunks` throws, after the ids that were certain before.
   */
  *encodeIterable(chunks: Iterable<string>, options: EncodeOptions = {}): Generator<number> {
    throw notImplemented('encode-iterable');
  }

  /**
   * The bytes of all tokens, one after the other. Special tokens are their text. About 15 lines.
   *
   * Handout: README.md#tokenizer-decode
   *
   * @throws RangeError naming id and index for an id that is not in the vocabulary.
   */
  decodeBytes(ids: readonly number[]): Bytes {
    throw notImplemented('tokenizer-decode');
  }

  /**
   * Ids to text: joins the bytes and decodes them once. Malformed UTF-8 becomes U+FFFD, one per maximal subpart; a
   * leading U+FEFF stays. One line.
   *
   * Handout: README.md#tokenizer-decode
   *
   * @throws RangeError naming id and index for an id that is not in the vocabulary.
   */
  decode(ids: readonly number[]): string {
    throw notImplemented('tokenizer-decode');
  }
}

import { showBytes, type Bytes } from './bytes.ts';
import { charClass, WHITE_SPACE } from './char-class.ts';
import { IdBuffer } from './id-buffer.ts';
import type { BpeModel, Merge } from './model.ts';
import { PreTokenEncoder } from './pre-token-encoder.ts';
import { preTokenScanner, type PreTokenScanner } from './pre-token-scanner.ts';
import { patternSource, type PatternName } from './pre-tokenize.ts';
import { specialTokenPattern, startOfOpenToken } from './special-tokens.ts';
import { idsByBytes, specialTokenIds } from './vocabulary.ts';

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

/** Ids take four bytes wherever many of them are kept. */
const MAX_ID = 2 ** 32 - 1;

/** A chunk is worked through in blocks of this size, so that its first id does not wait for its last. */
const BLOCK = 16 * 1024;

/** A pre-token that has grown beyond this is not looked at again for every block; see `encodeIterable`. */
const LONG = 4096;

/** The special tokens that one call looks for. */
interface SpecialTokens {
  tokens: readonly string[];
  pattern: RegExp | undefined;
}

/** Byte-level BPE: text to ids and back, for any vocabulary and merges, however their ids are numbered. */
export class Tokenizer {
  /** The largest id + 1. */
  readonly vocabSize: number;

  readonly #tokens = new Map<number, Bytes>();
  readonly #specialIds: ReadonlyMap<string, number>;
  readonly #allSpecial: SpecialTokens;
  readonly #endOfPreToken: PreTokenScanner;
  readonly #encoder: PreTokenEncoder;

  /**
   * Everything is copied: changing the arguments afterwards changes nothing here.
   *
   * A special token has the largest id whose bytes are its UTF-8; those that the vocabulary lacks get the next ids after
   * the largest one, in the given order.
   *
   * @param merges in the order of creation.
   * @throws TokenizerError if a merge joins tokens, or makes one, that the vocabulary lacks; if a merge is given twice;
   * if two ids have the same bytes and neither is a special token's.
   * @throws RangeError for an id that is not an integer from 0 to 2^32 - 1, an empty or repeated special token, an unknown pattern.
   */
  constructor(vocab: ReadonlyMap<number, Bytes>, merges: readonly Merge[], options: TokenizerOptions = {}) {
    const { specialTokens = [], pattern = 'gpt2' } = options;
    patternSource(pattern); // throws if there is none of this name
    this.#endOfPreToken = preTokenScanner(pattern);
    this.#allSpecial = { tokens: [...specialTokens], pattern: specialTokenPattern(specialTokens) };

    for (const [id, bytes] of vocab) {
      if (!Number.isInteger(id) || id < 0 || id > MAX_ID) {
        throw new RangeError(`token ${showBytes(bytes)} has id ${id}; ids are integers from 0 to ${MAX_ID}`);
      }
      this.#tokens.set(id, bytes.slice());
    }
    this.#specialIds = specialTokenIds(this.#tokens, specialTokens);
    const utf8 = new TextEncoder();
    for (const [token, id] of this.#specialIds) this.#tokens.set(id, utf8.encode(token));
    this.vocabSize = this.#tokens.keys().reduce((size, id) => Math.max(size, id + 1), 0);

    const idOf = idsByBytes(this.#tokens, new Set(this.#specialIds.values()));
    this.#encoder = new PreTokenEncoder(merges, idOf);
  }

  /** The tokenizer of a trained model. */
  static fromModel(model: BpeModel): Tokenizer {
    return new Tokenizer(new Map(model.vocab.entries()), model.merges, {
      specialTokens: model.specialTokens,
      pattern: model.pattern,
    });
  }

  /**
   * The bytes of one token.
   *
   * @throws RangeError for an unknown id.
   */
  idToBytes(id: number): Bytes {
    const bytes = this.#tokens.get(id);
    if (bytes === undefined) throw new RangeError(`id ${id} is not in the vocabulary`);
    return bytes.slice();
  }

  /**
   * Text to ids: cut at special tokens, pre-tokenize what lies between, and apply the merges to each pre-token, the
   * earliest learned first. Lone surrogates are encoded as U+FFFD.
   *
   * @throws TokenizerError for a byte that has no token, naming it and its position in the UTF-8 of the text.
   * @throws RangeError if `allowedSpecial` lists what is not a special token.
   */
  encode(text: string, options: EncodeOptions = {}): number[] {
    return this.#encodeWhole(text, this.#allowed(options), 0);
  }

  /**
   * The ids of the joined chunks, for every way to cut a text into chunks, without holding the text: memory is bounded
   * by the longest pre-token plus one chunk. The next chunk is pulled when no certain id is left.
   *
   * @throws as {@link encode}; also whatever `chunks` throws, after the ids of the text before that.
   */
  *encodeIterable(chunks: Iterable<string>, options: EncodeOptions = {}): Generator<number> {
    const special = this.#allowed(options);
    let pending = '';
    let bytesBefore = 0; // for error messages
    let wait = 0;
    for (const chunk of chunks) {
      for (let at = 0; at < chunk.length; at += BLOCK) {
        pending += chunk.slice(at, at + BLOCK);
        // Looking at a pre-token of a million letters again with each block would cost quadratic time, so a long one
        // has to grow by a quarter first.
        if (pending.length < wait) continue;
        const ids = new IdBuffer();
        const done = this.#encodeCertain(pending, special, bytesBefore, ids);
        bytesBefore += Buffer.byteLength(pending.slice(0, done));
        pending = pending.slice(done);
        wait = pending.length > LONG ? pending.length * 1.25 : 0;
        const certain = ids.toArray();
        for (let i = 0; i < certain.length; i++) yield certain[i]!; // half the time of `yield*`
      }
    }
    yield* this.#encodeWhole(pending, special, bytesBefore);
  }

  /**
   * The bytes of all tokens, one after the other. Special tokens are their text.
   *
   * @throws RangeError for an unknown id, naming it and its index.
   */
  decodeBytes(ids: readonly number[]): Bytes {
    let size = 0;
    const tokens = ids.map((id, index) => {
      const bytes = this.#tokens.get(id);
      if (bytes === undefined) throw new RangeError(`id ${id} at index ${index} is not in the vocabulary`);
      size += bytes.length;
      return bytes;
    });
    const joined = new Uint8Array(size);
    let at = 0;
    for (const token of tokens) {
      joined.set(token, at);
      at += token.length;
    }
    return joined;
  }

  /**
   * Ids to text. The bytes are joined first and decoded once, since a character may be spread over several tokens.
   * Malformed UTF-8 becomes U+FFFD, one per maximal subpart; a leading U+FEFF stays.
   *
   * @throws RangeError for an unknown id, naming it and its index.
   */
  decode(ids: readonly number[]): string {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.decodeBytes(ids));
  }

  #allowed({ allowedSpecial = 'all' }: EncodeOptions): SpecialTokens {
    if (allowedSpecial === 'all') return this.#allSpecial;
    if (allowedSpecial === 'none') return { tokens: [], pattern: undefined };
    for (const token of allowedSpecial) {
      if (!this.#specialIds.has(token)) {
        throw new RangeError(`allowedSpecial lists ${JSON.stringify(token)}, which is not a special token`);
      }
    }
    return { tokens: allowedSpecial, pattern: specialTokenPattern(allowedSpecial) };
  }

  #encodeWhole(text: string, special: SpecialTokens, bytesBefore: number): number[] {
    const ids = new IdBuffer();
    let start = 0;
    for (let match = nextMatch(special, text, 0); match !== null; match = nextMatch(special, text, start)) {
      this.#encodeStretch(text, start, match.index, bytesBefore, ids);
      ids.push(this.#specialIds.get(match[0])!);
      start = match.index + match[0].length;
    }
    this.#encodeStretch(text, start, text.length, bytesBefore, ids);
    return ids.toArray();
  }

  /**
   * Encodes as much of `text` as no later text can change, and returns where that ends.
   *
   * What can later text change?
   *
   * - The end of `text` may be the beginning of a special token. Everything from there on is *open*.
   * - A last high surrogate is half a character.
   * - A pre-token grows if it reaches the end of what is known. White space also depends on what follows *all* of it
   *   (its last character may belong to the next word), and an apostrophe on the two letters after it. So a pre-token
   *   is certain when three code units from its start are known and something that is not white space lies after it.
   */
  #encodeCertain(text: string, special: SpecialTokens, bytesBefore: number, ids: IdBuffer): number {
    let start = 0;
    let open = startOfOpenToken(text, start, special.tokens);
    for (let match = nextMatch(special, text, 0); match !== null; match = nextMatch(special, text, start)) {
      if (match.index >= open) break; // a longer token, or one that begins earlier, may still come
      this.#encodeStretch(text, start, match.index, bytesBefore, ids);
      ids.push(this.#specialIds.get(match[0])!);
      start = match.index + match[0].length;
      if (open < start) open = startOfOpenToken(text, start, special.tokens);
    }

    const known = open > start && isHighSurrogate(text.charCodeAt(open - 1)) ? open - 1 : open;
    let solid = known; // behind the last character that is not white space
    while (solid > start && charClass(text.charCodeAt(solid - 1)) === WHITE_SPACE) solid--;
    while (start + 3 <= known) {
      const end = this.#endOfPreToken(text, start, known);
      if (end >= solid) break;
      this.#encoder.encode(text, start, end, bytesBefore, ids);
      start = end;
    }
    return start;
  }

  /** Encodes ordinary text; its end counts as the end of the text. */
  #encodeStretch(text: string, from: number, end: number, bytesBefore: number, ids: IdBuffer): void {
    let start = from;
    while (start < end) {
      const next = this.#endOfPreToken(text, start, end);
      this.#encoder.encode(text, start, next, bytesBefore, ids);
      start = next;
    }
  }
}

function nextMatch({ pattern }: SpecialTokens, text: string, from: number): RegExpExecArray | null {
  if (pattern === undefined) return null;
  pattern.lastIndex = from;
  return pattern.exec(text);
}

function isHighSurrogate(unit: number): boolean {
  return (unit & 0xfc00) === 0xd800;
}

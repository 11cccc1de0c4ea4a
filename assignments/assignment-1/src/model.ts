import type { Bytes } from './bytes.ts';
import type { PatternName } from './pre-tokenize.ts';

/** How often each pre-token occurs in the corpus. */
export type PreTokenCounts = ReadonlyMap<string, number>;

/** One learned merge: the bytes of the two tokens that become one. */
export interface Merge {
  left: Bytes;
  right: Bytes;
}

/** What training yields, and all that a tokenizer is made of. */
export interface BpeModel {
  /** `vocab[id]` is the token's bytes: ids 0–255 the bytes, then one per merge in order, then the special tokens. */
  vocab: Bytes[];
  /** In the order of creation, which is the order of application. */
  merges: Merge[];
  specialTokens: string[];
  pattern: PatternName;
}

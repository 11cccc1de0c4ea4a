import { notImplemented } from '@dawnbook/grader';
import type { Bytes } from './bytes.ts';
import type { Merge } from './model.ts';

/**
 * Encodes one pre-token with ranks alone, as tiktoken's files hold them: joins, again and again, the adjacent parts whose
 * *concatenation* has the lowest rank (the leftmost of equals), until no concatenation of neighbours is in the table.
 * About 25 lines.
 *
 * Handout: README.md#rank-encode
 *
 * @param ranks the rank of each token, which is also its id. A key is the token's bytes, one Latin-1 character each.
 * @throws TokenizerError for a byte that is not in the table, naming it.
 */
export function encodeWithRanks(bytes: Bytes, ranks: ReadonlyMap<string, number>): number[] {
  throw notImplemented('rank-encode');
}

/**
 * Recovers the merges from ranks: for each token of two bytes and more, in the order of the ranks, the two parts that it
 * is made of when only ranks below its own are used. About 15 lines.
 *
 * Handout: README.md#rank-encode
 *
 * @throws TokenizerError showing a token that the lower ranks do not split into exactly two parts.
 */
export function mergesFromRanks(ranks: ReadonlyMap<string, number>): Merge[] {
  throw notImplemented('rank-encode');
}

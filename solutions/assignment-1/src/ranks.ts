import { showBytes, type Bytes } from './bytes.ts';
import { TokenizerError } from './errors.ts';
import { mergeByRank } from './merge-loop.ts';
import type { Merge } from './model.ts';

/**
 * A vocabulary as tiktoken's files hold it: for each token its rank, which is also its id. The keys are the bytes of the
 * token, one Latin-1 character each.
 */
type Ranks = ReadonlyMap<string, number>;

/**
 * Encodes one pre-token with ranks alone: joins, again and again, the adjacent parts whose *concatenation* has the lowest
 * rank, until no concatenation of neighbours is a token.
 *
 * @throws TokenizerError for a byte that is no token, naming it and its position.
 */
export function encodeWithRanks(bytes: Bytes, ranks: Ranks): number[] {
  return joinByRank(bytes, ranks, Infinity).map(({ id }) => id);
}

/**
 * Recovers the merges from ranks. Ranks are given out in the order of learning, so when a token was learned, its bytes
 * were split as the tokens of lower rank split them; and a merge joins two tokens, so they were split in two. Encoding
 * each token with the ranks below its own therefore gives the two parts that it was made of.
 *
 * @returns a merge for each token of two bytes and more, in the order of the ranks.
 * @throws TokenizerError for a token that the lower ranks do not split in two.
 */
export function mergesFromRanks(ranks: Ranks): Merge[] {
  return Array.from(ranks)
    .filter(([text]) => text.length >= 2)
    .toSorted(([, a], [, b]) => a - b)
    .map(([text, rank]) => {
      const bytes = Buffer.from(text, 'latin1');
      const parts = joinByRank(bytes, ranks, rank);
      if (parts.length !== 2) {
        throw new TokenizerError(
          `token ${showBytes(bytes)} of rank ${rank} is no merge of two tokens: ` +
            `the lower ranks split it into ${parts.length} parts`,
        );
      }
      return { left: fromLatin1(parts[0]!.text), right: fromLatin1(parts[1]!.text) };
    });
}

/** The parts of `bytes` after joining with ranks below `limit`. The single bytes are always there to start from. */
function joinByRank(bytes: Bytes, ranks: Ranks, limit: number): { id: number; text: string }[] {
  const textOf = new Map<number, string>(); // of the ids met so far
  const parts = Array.from(bytes, (byte, position) => {
    const text = String.fromCharCode(byte);
    const id = ranks.get(text);
    if (id === undefined) {
      throw new TokenizerError(
        `byte ${byte} (${showBytes(Uint8Array.of(byte))}) at position ${position} has no rank`,
      );
    }
    textOf.set(id, text);
    return id;
  });
  const joined = mergeByRank(parts, (left, right) => {
    const text = textOf.get(left)! + textOf.get(right)!;
    const rank = ranks.get(text);
    if (rank === undefined || rank >= limit) return undefined;
    textOf.set(rank, text);
    return { rank, id: rank };
  });
  return joined.map((id) => ({ id, text: textOf.get(id)! }));
}

function fromLatin1(text: string): Bytes {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

import { latin1, showBytes, type Bytes } from './bytes.ts';
import { TokenizerError } from './errors.ts';

/**
 * The id of each special token: the largest id whose bytes are the token's UTF-8, or, for tokens that the vocabulary
 * lacks, the next ids after the largest, in the given order.
 */
export function specialTokenIds(
  vocab: Iterable<readonly [id: number, bytes: Bytes]>,
  specialTokens: readonly string[],
): Map<string, number> {
  const encoder = new TextEncoder();
  const largest = new Map(specialTokens.map((token) => [latin1(encoder.encode(token)), -1]));
  let end = 0;
  for (const [id, bytes] of vocab) {
    end = Math.max(end, id + 1);
    const key = latin1(bytes);
    const known = largest.get(key);
    if (known !== undefined && id > known) largest.set(key, id);
  }
  return new Map(
    specialTokens.map((token) => {
      const id = largest.get(latin1(encoder.encode(token)))!;
      return [token, id >= 0 ? id : end++];
    }),
  );
}

/**
 * Ids by the bytes of their tokens, in Latin-1. Where a special token has the bytes of another one, the other is meant:
 * merges and single bytes are about ordinary tokens.
 *
 * @throws TokenizerError if two ids have the same bytes and neither is a special token's.
 */
export function idsByBytes(
  tokens: ReadonlyMap<number, Bytes>,
  special: ReadonlySet<number>,
): Map<string, number> {
  const ids = new Map<string, number>();
  for (const [id, bytes] of tokens) {
    if (special.has(id)) continue;
    const key = latin1(bytes);
    const other = ids.get(key);
    if (other !== undefined) {
      throw new TokenizerError(`ids ${other} and ${id} both have the bytes ${showBytes(bytes)}`);
    }
    ids.set(key, id);
  }
  for (const id of special) {
    const key = latin1(tokens.get(id)!);
    if (!ids.has(key)) ids.set(key, id);
  }
  return ids;
}

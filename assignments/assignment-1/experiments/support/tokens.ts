/** Looking at tokenizers: which tokens they have, and how often they use them. */
import type { BpeModel } from '#submission';

/** A token as text, with quotes and escapes. */
export function showToken(bytes: Uint8Array): string {
  return JSON.stringify(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
}

/** The tokens with the most bytes, longest first; special tokens are left out. */
export function longestTokens({ vocab, specialTokens }: BpeModel, count: number): string[] {
  return vocab
    .slice(0, vocab.length - specialTokens.length)
    .toSorted((a, b) => b.length - a.length)
    .slice(0, count)
    .map(showToken);
}

/** How often each id occurs: `counts[id]`. */
export function countIds(ids: Iterable<number>, vocabSize: number): number[] {
  const counts = Array.from({ length: vocabSize }, () => 0);
  for (const id of ids) counts[id]!++;
  return counts;
}

/**
 * How often each merge was applied, in the order of the merges, given how often each final token occurs.
 *
 * A token is a tree of merges, and each occurrence of it took all of them. So, from the youngest token to the oldest,
 * what a token was used for is added to its two parts; a token's sum is final when its turn comes, since only younger
 * tokens contain it.
 */
export function countMerges({ vocab, merges }: BpeModel, idCounts: readonly number[]): number[] {
  const key = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
  const idOf = new Map(vocab.slice(0, 256 + merges.length).map((bytes, id) => [key(bytes), id]));
  const uses = [...idCounts];
  for (let i = merges.length - 1; i >= 0; i--) {
    const { left, right } = merges[i]!;
    for (const part of [left, right]) uses[idOf.get(key(part))!]! += uses[256 + i]!;
  }
  return uses.slice(256, 256 + merges.length);
}

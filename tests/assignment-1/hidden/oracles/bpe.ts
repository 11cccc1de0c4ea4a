/**
 * BPE training on strings: a word is a list of tokens, a token a Latin-1 string of its bytes, a pair a key of the two.
 * Every step counts everything again.
 */
import { toLatin1, utf8 } from '../../support/bytes.ts';
import type { MergePair } from '../../support/merges.ts';
import type { Counts } from './counts.ts';

/** The first `numMerges` merges, fewer when no pair is left. */
export function trainOracle(counts: Counts, numMerges: number): MergePair[] {
  let words = counts.map(({ text, count }) => ({ tokens: Array.from(toLatin1(utf8(text))), count }));
  const merges: MergePair[] = [];
  while (merges.length < numMerges) {
    const best = bestPair(words);
    if (best === undefined) break;
    merges.push(best);
    words = words.map(({ tokens, count }) => ({ tokens: joinPair(tokens, best), count }));
  }
  return merges;
}

function bestPair(words: readonly { tokens: readonly string[]; count: number }[]): MergePair | undefined {
  // Tokens are Latin-1, so U+0100 can stand between the two.
  const totals = new Map<string, number>();
  for (const { tokens, count } of words) {
    for (let i = 1; i < tokens.length; i++) {
      const key = `${tokens[i - 1]}\u0100${tokens[i]}`;
      totals.set(key, (totals.get(key) ?? 0) + count);
    }
  }
  const most = [...totals.values()].reduce((a, b) => Math.max(a, b), 0);
  const tied = [...totals].filter(([, total]) => total === most);
  return tied.map(([key]) => key.split('\u0100') as unknown as MergePair).toSorted(descending)[0];
}

/** Greater pairs first: by the left token, then by the right one. Latin-1 strings compare as bytes do. */
function descending([leftA, rightA]: MergePair, [leftB, rightB]: MergePair): number {
  const [a, b] = leftA === leftB ? [rightA, rightB] : [leftA, leftB];
  return a === b ? 0 : a > b ? -1 : 1;
}

function joinPair(tokens: readonly string[], [left, right]: MergePair): string[] {
  const joined: string[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i] === left && tokens[i + 1] === right) joined.push(left + tokens[++i]!);
    else joined.push(tokens[i]!);
  }
  return joined;
}

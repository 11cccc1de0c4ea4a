import { compareBytes, concatBytes, type Bytes } from './bytes.ts';
import { mergePair } from './merge-pair.ts';
import { byteVocabulary, type Merge, type PreTokenCounts } from './model.ts';

/**
 * The textbook trainer: count all pairs, merge the best one everywhere, repeat. Each merge looks at the whole corpus
 * again, so the cost is merges × pre-tokens; {@link trainBpeFromCounts} learns the same merges without the rescans.
 *
 * A pair counts once for each adjacent position, times the frequency of the pre-token (`aaaa` holds `a a` three
 * times). Among the pairs with the largest count the lexicographically greatest wins: first by the bytes of the left
 * token, then by those of the right one.
 *
 * Source: Sennrich et al. 2016, algorithm 1, on bytes instead of characters.
 *
 * @returns at most `numMerges` merges, fewer when no pair is left.
 * @throws RangeError if `numMerges` is not an integer ≥ 0.
 */
export function trainBpeNaive(counts: PreTokenCounts, numMerges: number): Merge[] {
  if (!Number.isInteger(numMerges) || numMerges < 0) {
    throw new RangeError(`numMerges is ${numMerges}; it must be an integer of at least 0`);
  }
  const encoder = new TextEncoder();
  let words = Array.from(counts, ([text, count]) => ({ ids: [...encoder.encode(text)], count }));
  const vocab = byteVocabulary();
  const merges: Merge[] = [];

  while (merges.length < numMerges) {
    const best = mostFrequentPair(words, vocab);
    if (best === undefined) break;
    const { left, right } = best;
    const merged = vocab.length;
    merges.push({ left: vocab[left]!, right: vocab[right]! });
    vocab.push(concatBytes(vocab[left]!, vocab[right]!));
    words = words.map(({ ids, count }) => ({ ids: mergePair(ids, left, right, merged), count }));
  }
  return merges;
}

interface PairCount {
  left: number;
  right: number;
  count: number;
}

function mostFrequentPair(
  words: readonly { ids: readonly number[]; count: number }[],
  vocab: readonly Bytes[],
): PairCount | undefined {
  // Both ids are below vocab.length, so one number can stand for the pair.
  const pairs = new Map<number, PairCount>();
  for (const { ids, count } of words) {
    for (let i = 0; i + 1 < ids.length; i++) {
      const left = ids[i]!;
      const right = ids[i + 1]!;
      const key = left * vocab.length + right;
      const pair = pairs.get(key);
      if (pair === undefined) pairs.set(key, { left, right, count });
      else pair.count += count;
    }
  }
  let best: PairCount | undefined;
  for (const pair of pairs.values()) {
    if (best === undefined || isBetter(pair, best, vocab)) best = pair;
  }
  return best;
}

function isBetter(a: PairCount, b: PairCount, vocab: readonly Bytes[]): boolean {
  if (a.count !== b.count) return a.count > b.count;
  const byLeft = compareBytes(vocab[a.left]!, vocab[b.left]!);
  return (byLeft !== 0 ? byLeft : compareBytes(vocab[a.right]!, vocab[b.right]!)) > 0;
}

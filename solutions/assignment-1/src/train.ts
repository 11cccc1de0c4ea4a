import { BestPairQueue } from './best-pair-queue.ts';
import { compareBytes, concatBytes } from './bytes.ts';
import { countPreTokens } from './count-pre-tokens.ts';
import { byteVocabulary, type BpeModel, type Merge, type PreTokenCounts } from './model.ts';
import { PairCounts } from './pair-counts.ts';
import { patternSource, type PatternName } from './pre-tokenize.ts';
import { specialTokenPattern } from './special-tokens.ts';

/** What to train. */
export interface TrainBpeOptions {
  /** The size that the vocabulary should reach: 256 bytes + merges + special tokens. */
  vocabSize: number;
  /** Texts that no merge crosses or uses; each becomes one token. Default: none. */
  specialTokens?: string[];
  /** Default: `gpt2`. */
  pattern?: PatternName;
  /** Threads that count pre-tokens. Default: 1, this thread. */
  numWorkers?: number;
}

/**
 * Learns byte-level BPE from pre-token counts: the same merges as `trainBpeNaive`, without rescanning.
 *
 * Two ideas make a merge cheap: pair counts are kept up to date instead of recounted (`PairCounts`), and the best
 * pair is found with a heap instead of a scan (`BestPairQueue`).
 *
 * @throws RangeError if `vocabSize` is not an integer that leaves room for the 256 bytes and the special tokens, if a
 * special token is empty or given twice, or if the pattern is unknown.
 */
export function trainBpeFromCounts(counts: PreTokenCounts, options: TrainBpeOptions): BpeModel {
  checkOptions(options);
  const { vocabSize, specialTokens = [], pattern = 'gpt2' } = options;
  const vocab = byteVocabulary();
  const merges: Merge[] = [];

  const base = vocabSize; // the key of a pair is left · base + right
  const pairs = new PairCounts(counts, base);
  const queue = new BestPairQueue((keyA, keyB) => {
    const byLeft = compareBytes(vocab[Math.floor(keyA / base)]!, vocab[Math.floor(keyB / base)]!);
    return byLeft !== 0 ? byLeft : compareBytes(vocab[keyA % base]!, vocab[keyB % base]!);
  });
  for (const key of pairs.keys()) queue.push(key, pairs.count(key));

  while (vocab.length + specialTokens.length < vocabSize) {
    const best = queue.popBest((key, count) => pairs.count(key) === count);
    if (best === undefined) break; // every pre-token has become one token
    const left = Math.floor(best.key / base);
    const right = best.key % base;
    const merged = vocab.length;
    merges.push({ left: vocab[left]!, right: vocab[right]! });
    vocab.push(concatBytes(vocab[left]!, vocab[right]!));
    for (const key of pairs.merge(left, right, merged)) queue.push(key, pairs.count(key));
  }

  const encoder = new TextEncoder();
  vocab.push(...specialTokens.map((token) => encoder.encode(token)));
  return { vocab, merges, specialTokens: [...specialTokens], pattern };
}

/**
 * Trains on a UTF-8 file: counts its pre-tokens between the special tokens, then learns the merges. Line ends are kept
 * as they are in the file.
 *
 * @throws RangeError as {@link trainBpeFromCounts}, and if `numWorkers` is not an integer ≥ 1.
 * @throws Error naming the path if the file cannot be read.
 */
export async function trainBpe(path: string, options: TrainBpeOptions): Promise<BpeModel> {
  checkOptions(options); // before reading a large file
  const { specialTokens = [], pattern = 'gpt2', numWorkers = 1 } = options;
  const counts = await countPreTokens(path, { specialTokens, pattern, numWorkers });
  return trainBpeFromCounts(counts, options);
}

function checkOptions({ vocabSize, specialTokens = [], pattern = 'gpt2' }: TrainBpeOptions): void {
  patternSource(pattern); // throws if there is none of this name
  specialTokenPattern(specialTokens);
  const minimum = 256 + specialTokens.length;
  if (!Number.isInteger(vocabSize) || vocabSize < minimum) {
    throw new RangeError(
      `vocabSize is ${vocabSize}; it must be an integer of at least ${minimum} ` +
        `(256 bytes + ${specialTokens.length} special tokens)`,
    );
  }
}

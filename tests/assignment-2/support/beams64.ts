/** Beam search and full enumeration in float64, written from the rules of the handout and nothing else. */
import type { LogProbs } from './tables.ts';

export interface Beam64Options {
  numBeams: number;
  maxNewTokens: number;
  numReturnSequences?: number;
  eosTokenId?: number;
  lengthPenalty?: number;
  noRepeatNgramSize?: number;
}

export interface Beam64 {
  newTokens: number[];
  logProb: number;
  score: number;
  finished: boolean;
}

/** Whether the last n tokens stand somewhere before, too. */
export function repeatsNgram(sequence: readonly number[], n: number): boolean {
  const last = sequence.slice(-n).join();
  if (sequence.length <= n) return false;
  for (let start = 0; start + n < sequence.length; start++) {
    if (sequence.slice(start, start + n).join() === last) return true;
  }
  return false;
}

function scoreOf(newTokens: readonly number[], logProb: number, alpha: number): number {
  return logProb / Math.max(1, newTokens.length) ** alpha;
}

/** Best first; of equal scores the earlier one. */
function best(all: Beam64[], count: number): Beam64[] {
  return all.toSorted((a, b) => b.score - a.score).slice(0, count);
}

/** All sequences that end with the end token, have the full length, or cannot go on. */
export function enumerate64(logProbs: LogProbs, prompt: readonly number[], options: Beam64Options): Beam64[] {
  const { maxNewTokens, eosTokenId, lengthPenalty = 0, noRepeatNgramSize, numReturnSequences = 1 } = options;
  const all: Beam64[] = [];
  const visit = (newTokens: number[], logProb: number): void => {
    const finished = newTokens.length > 0 && newTokens.at(-1) === eosTokenId;
    const end = (): void =>
      void all.push({ newTokens, logProb, score: scoreOf(newTokens, logProb, lengthPenalty), finished });
    if (finished || newTokens.length === maxNewTokens) return end();
    const row = logProbs([...prompt, ...newTokens]);
    const allowed = row
      .map((_, token) => token)
      .filter(
        (token) =>
          noRepeatNgramSize === undefined ||
          !repeatsNgram([...prompt, ...newTokens, token], noRepeatNgramSize),
      );
    if (allowed.length === 0) return end();
    for (const token of allowed) visit([...newTokens, token], logProb + row[token]!);
  };
  visit([], 0);
  return best(all, numReturnSequences);
}

/**
 * Rules (1) to (7), without the early stop of rule (6). `gap`: the smallest distance between two candidates of which one was
 * kept and the other not, or that were ordered; where it is tiny, f32 may decide otherwise.
 */
export function beams64(
  logProbs: LogProbs,
  prompt: readonly number[],
  options: Beam64Options,
): { results: Beam64[]; gap: number } {
  const {
    numBeams,
    maxNewTokens,
    eosTokenId,
    lengthPenalty = 0,
    noRepeatNgramSize,
    numReturnSequences = 1,
  } = options;
  let gap = Infinity;
  const done: Beam64[] = [];
  const end = (newTokens: number[], logProb: number, finished: boolean): void =>
    void done.push({ newTokens, logProb, finished, score: scoreOf(newTokens, logProb, lengthPenalty) });
  let live: { newTokens: number[]; logProb: number }[] = [{ newTokens: [], logProb: 0 }];
  for (let step = 0; step < maxNewTokens && live.length > 0; step++) {
    const candidates: { newTokens: number[]; logProb: number }[] = [];
    for (const { newTokens, logProb } of live) {
      const row = logProbs([...prompt, ...newTokens]);
      const own = row.flatMap((p, token) => {
        const longer = [...newTokens, token];
        const banned =
          noRepeatNgramSize !== undefined && repeatsNgram([...prompt, ...longer], noRepeatNgramSize);
        return banned ? [] : [{ newTokens: longer, logProb: logProb + p }];
      });
      if (own.length === 0) end(newTokens, logProb, false);
      candidates.push(...own);
    }
    candidates.sort((a, b) => b.logProb - a.logProb);
    live = [];
    for (const [rank, { newTokens, logProb }] of candidates.entries()) {
      if (rank > 0 && rank < 2 * numBeams + 1) gap = Math.min(gap, candidates[rank - 1]!.logProb - logProb);
      if (newTokens.at(-1) === eosTokenId) {
        if (rank < numBeams) end(newTokens, logProb, true);
      } else if (live.length < numBeams) live.push({ newTokens, logProb });
    }
  }
  for (const { newTokens, logProb } of live) end(newTokens, logProb, false);
  const ordered = best(done, done.length);
  for (let i = 1; i < Math.min(ordered.length, numReturnSequences + 1); i++) {
    gap = Math.min(gap, ordered[i - 1]!.score - ordered[i]!.score);
  }
  return { results: ordered.slice(0, numReturnSequences), gap };
}

import { scope, stack, type Tensor, tensor } from '@dawnbook/tensor';
import { type BeamOptions, type BeamResult, checkBeamOptions } from './beam-options.ts';
import { logSoftmax } from './log-softmax.ts';
import type { NextLogits } from './next-logits.ts';
import { bannedTokens } from './no-repeat-ngram.ts';
import { REMOVED } from './removed.ts';

/**
 * The logits of what follows each beam.
 *
 * @param parents - for each sequence, which one of the previous call it continues by one token; `[0]` in the first call
 * @returns `[numSeqs, vocab]`
 */
export type NextBeamLogits = (
  sequences: readonly (readonly number[])[],
  parents: readonly number[],
) => Tensor;

/** A sequence that is not finished. */
interface Beam {
  readonly newTokens: readonly number[];
  readonly logProb: number;
  /** Index of the beam that it continues. */
  readonly parent: number;
}

/** A beam and one token more. */
interface Candidate extends Beam {
  readonly token: number;
}

/**
 * Beam search: at each step the k most likely continuations of all beams are kept, and whole sequences are returned, best
 * first by log-probability / length^α.
 *
 * A candidate that ends the sequence counts as finished if it is among the k best; it does not take a beam's place. The
 * search ends early when no beam can reach the results any more, which never changes them.
 *
 * @param next - called once a step with all beams
 * @throws RangeError if the prompt is empty or an option out of range
 */
export function beamSearch(
  next: NextLogits,
  prompt: readonly number[],
  options: BeamOptions,
): Promise<BeamResult[]> {
  return searchBeams(next, prompt, options);
}

/** As {@link beamSearch}, for models that want to know where the beams come from. */
export async function searchBeams(
  next: NextBeamLogits,
  prompt: readonly number[],
  options: BeamOptions,
): Promise<BeamResult[]> {
  checkBeamOptions(prompt, options);
  const { numBeams, maxNewTokens, numReturnSequences = 1, eosTokenId, lengthPenalty = 0 } = options;

  let live: Beam[] = [{ newTokens: [], logProb: 0, parent: 0 }];
  let done: BeamResult[] = [];
  const finish = ({ newTokens, logProb }: Beam, finished: boolean): void => {
    // Sorting is stable: of equal scores the one that ended earlier stays in front.
    done = [...done, toResult(prompt, newTokens, logProb, lengthPenalty, finished)]
      .toSorted((a, b) => b.score - a.score)
      .slice(0, numReturnSequences);
  };
  /** A beam only loses probability; at best it loses nothing more, and its length makes up for all it can. */
  const canStillWin = ({ logProb }: Beam): boolean =>
    done.length < numReturnSequences || logProb / maxNewTokens ** lengthPenalty > done.at(-1)!.score;

  for (let step = 0; step < maxNewTokens && live.some(canStillWin); step++) {
    const candidatesOf = await continuations(next, prompt, live, options);
    for (const [i, beam] of live.entries()) if (candidatesOf[i]!.length === 0) finish(beam, false);

    // Each beam offers one end of sequence, so among the 2k best there are k that go on.
    const ranked = candidatesOf
      .flat()
      .toSorted((a, b) => b.logProb - a.logProb)
      .slice(0, 2 * numBeams);
    const survivors: Beam[] = [];
    for (const [rank, candidate] of ranked.entries()) {
      if (candidate.token !== eosTokenId) survivors.push(candidate);
      else if (rank < numBeams) finish(candidate, true);
      if (survivors.length === numBeams) break;
    }
    live = survivors;
  }
  for (const beam of live) finish(beam, false);
  return done;
}

/** For each beam its 2k most likely continuations, most likely first; of equal ones the lowest ids. */
async function continuations(
  next: NextBeamLogits,
  prompt: readonly number[],
  live: readonly Beam[],
  { numBeams, noRepeatNgramSize: n }: BeamOptions,
): Promise<Candidate[][]> {
  const sequences = live.map(({ newTokens }) => [...prompt, ...newTokens]);
  const parents = live.map(({ parent }) => parent);
  const banned = sequences.map((sequence) => new Set(n === undefined ? [] : bannedTokens(sequence, n)));
  using logits = next(sequences, parents);
  using best = largestLogProbs(logits, banned, 2 * numBeams);
  const count = best.shape[2]!;
  const numbers = await best.data();
  return live.map((beam, i) =>
    Array.from({ length: count }, (_, j) => ({
      token: numbers[(live.length + i) * count + j]!,
      logProb: beam.logProb + numbers[i * count + j]!,
    }))
      .filter(({ token }) => !banned[i]!.has(token))
      .map(({ token, logProb }) => ({ token, logProb, parent: i, newTokens: [...beam.newTokens, token] })),
  );
}

/**
 * The largest log-probabilities of each row and their tokens, in one tensor, so that one read gets both. The probabilities
 * are those of the whole vocabulary: banned tokens are taken out, and the others not made more likely for it.
 *
 * @param logits - `[numBeams, vocab]`
 * @returns `[2, numBeams, count]`
 */
function largestLogProbs(logits: Tensor, banned: readonly ReadonlySet<number>[], count: number): Tensor {
  return scope(() => {
    const vocabSize = logits.shape.at(-1)!;
    const logProbs = maskOf(banned, vocabSize).where(REMOVED, logSoftmax(logits));
    const { values, indices } = logProbs.topk(Math.min(count, vocabSize));
    return stack([values, indices.to('f32')]);
  });
}

/** True at the banned tokens: bool `[numBeams, vocab]`. */
function maskOf(banned: readonly ReadonlySet<number>[], vocabSize: number): Tensor {
  const mask = new Uint8Array(banned.length * vocabSize);
  for (const [row, ids] of banned.entries()) for (const id of ids) mask[row * vocabSize + id] = 1;
  return tensor(mask, [banned.length, vocabSize]);
}

function toResult(
  prompt: readonly number[],
  newTokens: readonly number[],
  logProb: number,
  lengthPenalty: number,
  finished: boolean,
): BeamResult {
  const length = Math.max(1, newTokens.length);
  return {
    tokens: [...prompt, ...newTokens],
    newTokens: [...newTokens],
    logProb,
    loss: -logProb,
    meanLoss: -logProb / length,
    score: logProb / length ** lengthPenalty,
    finished,
  };
}

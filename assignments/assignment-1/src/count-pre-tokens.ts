import { notImplemented } from '@dawnbook/grader';
import type { PatternName } from './pre-tokenize.ts';

/** How to count. */
export interface CountPreTokensOptions {
  specialTokens: string[];
  /** Default: `gpt2`. */
  pattern?: PatternName;
  /** Threads; 1 means this one. Default: 1. */
  numWorkers?: number;
  /** The special token at which chunks are cut. Default: the first one. */
  splitToken?: string;
}

/** What one thread counts: some byte ranges of a file, each of which begins and ends where the file may be cut. */
export interface CountJob {
  path: string;
  ranges: [start: number, end: number][];
  specialTokens: string[];
  pattern: PatternName;
}

/** Counts as they travel between threads: as two arrays, the numbers transferred instead of copied. */
export interface CountTable {
  texts: string[];
  counts: Float64Array<ArrayBuffer>;
}

/**
 * Counts the pre-tokens of a UTF-8 file between its special tokens. The result does not depend on `numWorkers`.
 *
 * 1. Cut the file with `findChunkBoundaries` at `splitToken`. One chunk if there is none, or if no cut is safe: a special
 *    token that begins earlier could reach over the place.
 * 2. One job per thread, at most `numWorkers`; each is a `Worker` on `count-worker.ts` with the job as `workerData`.
 * 3. Wait until **all** workers have ended (`exit` is their last event), also when one fails; stop the others then.
 * 4. Add the tables up.
 *
 * About 100 lines with its helpers below.
 *
 * Handout: README.md#parallel-pre-tokenize
 *
 * @throws RangeError if `numWorkers` is not an integer of at least 1, `splitToken` is no special token, a special token
 * is empty or given twice, or the pattern is unknown (the message names the known ones).
 * @throws Error naming the path if the file cannot be read; with its own message what a worker has thrown.
 */
export async function countPreTokens(
  path: string,
  options: CountPreTokensOptions,
): Promise<Map<string, number>> {
  throw notImplemented('parallel-pre-tokenize');
}

/**
 * The work of one thread: reads the ranges one after the other, cuts them at special tokens, counts the pre-tokens.
 * Holds no more than one range at a time. `count-worker.ts` calls it; with one thread {@link countPreTokens} can call it
 * itself. A range begins and ends between characters, so it can be decoded on its own.
 */
export async function countRanges(job: CountJob): Promise<Map<string, number>> {
  throw notImplemented('parallel-pre-tokenize');
}

/** Counts as a worker sends them. `count-worker.ts` calls it. */
export function packCounts(counts: ReadonlyMap<string, number>): CountTable {
  throw notImplemented('parallel-pre-tokenize');
}

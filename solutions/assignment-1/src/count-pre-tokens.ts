import { open } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { openByteReader } from './byte-reader.ts';
import { findChunkBoundaries } from './chunk-boundaries.ts';
import { PreTokenTable } from './pre-token-table.ts';
import { patternSource, type PatternName } from './pre-tokenize.ts';
import { preTokenScanner } from './pre-token-scanner.ts';
import { specialTokenPattern } from './special-tokens.ts';

/**
 * A chunk is decoded into one string, and V8's strings end at 2^29 code units. Planning chunks of this size at most
 * also bounds what each thread holds.
 */
const MAX_CHUNK_BYTES = 64 * 1024 * 1024;

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
 * Counts the pre-tokens of a UTF-8 file between its special tokens. The result does not depend on the number of
 * workers: chunks are cut only where a pre-token ends in any case, at a special token.
 *
 * @throws RangeError if `numWorkers` is not an integer ≥ 1, `splitToken` is no special token, a special token is
 * empty or given twice, or the pattern is unknown.
 * @throws Error naming the path if the file cannot be read; with its own message what a worker has thrown. No worker
 * is left running, whatever happens.
 */
export async function countPreTokens(
  path: string,
  options: CountPreTokensOptions,
): Promise<Map<string, number>> {
  const { specialTokens, pattern = 'gpt2', numWorkers = 1, splitToken = specialTokens[0] } = options;
  if (!Number.isInteger(numWorkers) || numWorkers < 1) {
    throw new RangeError(`numWorkers is ${numWorkers}; it must be an integer of at least 1`);
  }
  if (splitToken !== undefined && !specialTokens.includes(splitToken)) {
    // Anywhere else a cut could fall inside a pre-token.
    throw new RangeError(`splitToken ${JSON.stringify(splitToken)} is not one of the special tokens`);
  }
  patternSource(pattern); // throws if there is none of this name
  specialTokenPattern(specialTokens);

  const ranges = await planRanges(path, numWorkers, splitToken, specialTokens);
  const threads = Math.min(numWorkers, ranges.length);
  const jobs: CountJob[] = Array.from({ length: threads }, (_, thread) => ({
    path,
    ranges: ranges.filter((_range, index) => index % threads === thread),
    specialTokens,
    pattern,
  }));
  if (threads === 1) return countRanges(jobs[0]!);

  const totals = new Map<string, number>();
  for (const { texts, counts } of await runWorkers(jobs)) {
    for (const [index, text] of texts.entries()) totals.set(text, (totals.get(text) ?? 0) + counts[index]!);
  }
  return totals;
}

/** The work of one thread; `count-worker.ts` calls it in a worker. */
export async function countRanges({
  path,
  ranges,
  specialTokens,
  pattern,
}: CountJob): Promise<Map<string, number>> {
  const table = new PreTokenTable();
  const counts: number[] = []; // by the numbers that the table gives
  for (const [start, end] of ranges) {
    const text = await readText(path, start, end);
    forEachPreToken(text, specialTokens, pattern, (from, to) => {
      const number = table.numberOf(text, from, to);
      counts[number] = (counts[number] ?? 0) + 1;
    });
  }
  return new Map(counts.map((count, number) => [table.textOf(number), count]));
}

/** Counts as a worker sends them. */
export function packCounts(counts: ReadonlyMap<string, number>): CountTable {
  return { texts: [...counts.keys()], counts: Float64Array.from(counts.values()) };
}

function forEachPreToken(
  text: string,
  specialTokens: readonly string[],
  pattern: PatternName,
  use: (start: number, end: number) => void,
): void {
  const endOfPreToken = preTokenScanner(pattern);
  const special = specialTokenPattern(specialTokens);
  let start = 0;
  while (start < text.length) {
    const match = special?.exec(text); // goes on where it stopped
    const stretchEnd = match?.index ?? text.length;
    while (start < stretchEnd) {
      const end = endOfPreToken(text, start, stretchEnd);
      use(start, end);
      start = end;
    }
    start += match?.[0].length ?? 0;
  }
}

/** Cuts the file into ranges that can be counted apart: enough for the workers, and none too large for one string. */
async function planRanges(
  path: string,
  numWorkers: number,
  splitToken: string | undefined,
  specialTokens: readonly string[],
): Promise<[start: number, end: number][]> {
  await using file = await openByteReader(path);
  const numChunks = Math.max(numWorkers, Math.ceil(file.size / MAX_CHUNK_BYTES));
  if (numChunks === 1 || splitToken === undefined || !alwaysStartsPart(splitToken, specialTokens)) {
    return [[0, file.size]];
  }
  const boundaries = await findChunkBoundaries(file, numChunks, new TextEncoder().encode(splitToken));
  return boundaries.slice(1).map((end, index) => [boundaries[index]!, end]);
}

/**
 * Does an occurrence of `token` always begin a part of the split text? Not if a special token that began earlier can
 * reach into it (`<a><b>` and `<b>`, or `aa` in a run of `a`): the left-to-right scan then takes the earlier one, and
 * a chunk that begins here would be read differently.
 */
function alwaysStartsPart(token: string, specialTokens: readonly string[]): boolean {
  // The bytes of a lone surrogate are those of U+FFFD, which is another text.
  if (!token.isWellFormed()) return false;
  return specialTokens.every((earlier) => {
    for (let offset = 1; offset < earlier.length; offset++) {
      const rest = earlier.slice(offset);
      if (rest.startsWith(token) || token.startsWith(rest)) return false;
    }
    return true;
  });
}

async function readText(path: string, start: number, end: number): Promise<string> {
  const bytes = new Uint8Array(end - start);
  const file = await open(path);
  try {
    let size = 0;
    while (size < bytes.length) {
      const { bytesRead } = await file.read(bytes, size, bytes.length - size, start + size);
      if (bytesRead === 0) throw new Error(`${path} ends at byte ${start + size}, expected ${end}`);
      size += bytesRead;
    }
  } finally {
    await file.close();
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/**
 * Runs one worker per job and settles when all of them have ended. After the first failure the others are stopped:
 * their counts would be of no use.
 */
async function runWorkers(jobs: readonly CountJob[]): Promise<CountTable[]> {
  const workers = jobs.map(
    (job) => new Worker(new URL('./count-worker.ts', import.meta.url), { workerData: job }),
  );
  const failures: unknown[] = [];
  const tables: CountTable[] = [];
  await Promise.all(
    workers.map(
      (worker) =>
        new Promise<void>((resolve) => {
          worker.on('message', (table: CountTable) => tables.push(table));
          worker.on('error', (error) => {
            failures.push(error);
            for (const other of workers) void other.terminate();
          });
          worker.on('exit', () => resolve()); // the last event of a worker, after a failure too
        }),
    ),
  );
  if (failures.length > 0) throw failures[0];
  if (tables.length < jobs.length)
    throw new Error(`${jobs.length - tables.length} workers ended without a result`);
  return tables;
}

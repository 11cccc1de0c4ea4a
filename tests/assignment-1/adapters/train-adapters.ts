/** Adapters that train: merges, the two trainers, the queue, and counting a file in parts. */
import { adapter, measureWork } from '@dawnbook/grader';
import { rmSync } from 'node:fs';
import { z } from 'zod';
import type { BestPairQueue, BpeModel, ByteReader, PatternName } from '#submission';
import { checkUnchanged, given } from './plain.ts';
import { withCorpusFile } from './corpus-file.ts';
import { bytesSchema, idsSchema, submission } from './tokenizer-input.ts';
import { watchWorkers } from './workers.ts';

type Submission = typeof import('#submission');

const mergesSchema = z.array(z.object({ left: bytesSchema, right: bytesSchema }));
const modelSchema = z.object({
  vocab: z.array(z.object({ id: z.int(), bytes: bytesSchema })),
  merges: mergesSchema,
  specialTokens: z.array(z.string()),
  pattern: z.string(),
});
const countsSchema = z.array(z.object({ text: z.string(), count: z.number() }));

/** Counts of pre-tokens, in the order in which the submission is to meet them. */
type CountsData = z.infer<typeof countsSchema>;

interface TrainInput {
  vocabSize: number;
  specialTokens?: string[];
  pattern?: PatternName;
}

interface MergeInput {
  ids: number[];
  left: number;
  right: number;
  merged: number;
}

interface CountInput {
  specialTokens: string[];
  pattern?: string;
  numWorkers?: number;
  splitToken?: string;
}

const toMap = (counts: CountsData): Map<string, number> =>
  new Map(counts.map(({ text, count }) => [text, count]));

const toData = (counts: ReadonlyMap<string, number>): CountsData =>
  Array.from(counts, ([text, count]) => ({ text, count }));

const modelData = ({ vocab, merges, specialTokens, pattern }: BpeModel): z.infer<typeof modelSchema> => ({
  vocab: vocab.map((bytes, id) => ({ id, bytes })),
  merges: merges.map(({ left, right }) => ({ left, right })),
  specialTokens,
  pattern,
});

/** What is done to a queue: `push` also makes the count the key's current one, `set` only changes the current one. */
export type QueueOperation =
  | { push: [key: number, count: number] }
  | { set: [key: number, count: number] }
  | { pop: true };

/** A reader of a file that is not there: `block` over and over. It returns at most `maxRead` bytes, and 64 KiB. */
function virtualReader(
  block: Uint8Array,
  repeat: number,
  maxRead: number,
): ByteReader & { bytesRead: number } {
  const size = block.length * repeat;
  return {
    size,
    bytesRead: 0,
    async read(start, length) {
      const count = Math.max(0, Math.min(length, maxRead, 64 * 1024, size - start));
      this.bytesRead += count;
      return Uint8Array.from({ length: count }, (_, i) => block[(start + i) % block.length]!);
    },
  };
}

export const trainAdapters = {
  mergePair: adapter(idsSchema, async ({ ids, left, right, merged }: MergeInput) => {
    const { mergePair } = await submission();
    const before = [...ids];
    const result = mergePair(ids, left, right, merged);
    checkUnchanged('mergePair', before, ids);
    return result;
  }),

  mergePairWork: adapter(
    z.object({ work: z.int(), length: z.int() }),
    async ({ ids, left, right, merged }: MergeInput) => {
      const { work, result } = await measureWork<Submission, number[]>(
        ({ mergePair }) =>
          () =>
            mergePair(ids, left, right, merged),
      );
      return { work, length: result.length };
    },
    { ownProcess: true },
  ),

  trainBpeNaive: adapter(
    mergesSchema,
    async ({ counts, numMerges }: { counts: CountsData; numMerges: number }) => {
      const { trainBpeNaive } = await submission();
      return trainBpeNaive(toMap(counts), numMerges).map(({ left, right }) => ({ left, right }));
    },
  ),

  trainBpeFromCounts: adapter(
    modelSchema,
    async ({ counts, ...options }: TrainInput & { counts: CountsData }) =>
      modelData((await submission()).trainBpeFromCounts(toMap(counts), options)),
  ),

  /** Trains on a file, `…/corpus.txt`; `text: null` is a file that does not exist. */
  trainBpe: adapter(
    modelSchema,
    async ({ text, ...options }: TrainInput & { text: string | null; numWorkers?: number }) => {
      const { trainBpe } = await submission();
      return modelData(await withCorpusFile(text, (path) => trainBpe(path, options)));
    },
  ),

  /** The work of training for `numMerges[0]` and `numMerges[1]` merges. */
  trainBpeWork: adapter(
    z.object({ work: z.tuple([z.int(), z.int()]) }),
    async ({
      base,
      noise,
      numMerges,
    }: {
      base: CountsData;
      noise: CountsData;
      numMerges: [number, number];
    }) => {
      const counts = toMap([...base, ...noise]);
      const workOf = async (merges: number): Promise<number> => {
        const { work, result } = await measureWork<Submission, BpeModel>(
          ({ trainBpeFromCounts }) =>
            () =>
              trainBpeFromCounts(counts, { vocabSize: 256 + merges }),
        );
        if (result.merges.length !== merges) {
          throw new Error(`trainBpeFromCounts learned ${result.merges.length} merges instead of ${merges}`);
        }
        return work;
      };
      const work: [number, number] = [await workOf(numMerges[0]), await workOf(numMerges[1])];
      return { work };
    },
    { ownProcess: true },
  ),

  /** What `popBest` returned for each `pop`, and the size after each operation. Ties: earlier in `tieOrder` wins. */
  bestPairQueue: adapter(
    z.object({
      popped: z.array(z.nullable(z.object({ key: z.number(), count: z.number() }))),
      sizes: z.array(z.int()),
    }),
    async ({ ops, tieOrder }: { ops: QueueOperation[]; tieOrder: number[] }) => {
      const { BestPairQueue } = await submission();
      const rank = new Map(tieOrder.map((key, i) => [key, i]));
      const current = new Map<number, number>();
      const queue = new BestPairQueue((a, b) => rank.get(b)! - rank.get(a)!);
      const popped: ({ key: number; count: number } | null)[] = [];
      const sizes: number[] = [];
      for (const op of ops) {
        if ('pop' in op) {
          const best = queue.popBest((key, count) => current.get(key) === count);
          popped.push(best === undefined ? null : { key: best.key, count: best.count });
        } else {
          const [key, count] = 'push' in op ? op.push : op.set;
          current.set(key, count);
          if ('push' in op) queue.push(key, count);
        }
        sizes.push(queue.size);
      }
      return { popped, sizes };
    },
  ),

  /** The work of pushing `n` entries in a scrambled order and popping them all. */
  bestPairQueueWork: adapter(
    z.int(),
    async ({ n }: { n: number }) => {
      // Knuth's multiplicative hash: distinct counts, in no order.
      const counts = Array.from({ length: n }, (_, key) => Math.imul(key, 0x9e3779b1) >>> 0);
      const { work, result } = await measureWork<Submission, number>(({ BestPairQueue }) => {
        const queue: BestPairQueue = new BestPairQueue((a, b) => a - b);
        return () => {
          for (const [key, count] of counts.entries()) queue.push(key, count);
          let pops = 0;
          while (queue.popBest(() => true) !== undefined) pops++;
          return pops;
        };
      });
      if (result !== n) throw new Error(`${n} entries were pushed and ${result} popped`);
      return work;
    },
    { ownProcess: true },
  ),

  /** Cuts a file that consists of `data`, `repeat` times. A read returns at most `maxRead` bytes, and 64 KiB. */
  findChunkBoundaries: adapter(
    z.object({ boundaries: z.array(z.int()), bytesRead: z.int() }),
    async ({
      data,
      repeat = 1,
      numChunks,
      splitToken,
      maxRead = Infinity,
    }: {
      data: Uint8Array;
      repeat?: number;
      numChunks: number;
      splitToken: Uint8Array;
      maxRead?: number;
    }) => {
      const { findChunkBoundaries } = await submission();
      const reader = virtualReader(data, repeat, maxRead);
      const boundaries = await findChunkBoundaries(reader, numChunks, splitToken);
      return { boundaries, bytesRead: reader.bytesRead };
    },
  ),

  /** Counts a file, `…/corpus.txt`; `text: null` is a file that does not exist. */
  countPreTokens: adapter(
    z.object({ counts: countsSchema, workersStarted: z.int(), workersLeft: z.int() }),
    async ({
      text,
      specialTokens,
      pattern,
      numWorkers,
      splitToken,
    }: CountInput & { text: string | null }) => {
      const { countPreTokens } = await submission();
      const options = {
        specialTokens,
        ...given({ pattern: pattern as PatternName, numWorkers, splitToken }),
      };
      const { result, workers } = await watchWorkers(() =>
        withCorpusFile(text, (path) => countPreTokens(path, options)),
      );
      return { counts: toData(result), workersStarted: workers.started, workersLeft: workers.left };
    },
  ),

  /**
   * Counts a file that vanishes when the first worker has been started. A submission whose workers open the file fails
   * in a worker; one that has opened it before may succeed.
   */
  countPreTokensVanishing: adapter(
    z.object({ counts: z.nullable(countsSchema), message: z.string(), workersLeft: z.int() }),
    async ({ text, specialTokens, numWorkers }: CountInput & { text: string; numWorkers: number }) => {
      const { countPreTokens } = await submission();
      return withCorpusFile(text, async (path) => {
        let vanished = false;
        const attempt = async (): Promise<Map<string, number> | Error> => {
          try {
            return await countPreTokens(path, { specialTokens, numWorkers });
          } catch (error) {
            if (!vanished) throw error; // what it has to say has nothing to do with the file
            return error instanceof Error
              ? error
              : new Error(`a value that is not an Error: ${String(error)}`);
          }
        };
        const { result, workers } = await watchWorkers(attempt, () => {
          rmSync(path);
          vanished = true;
        });
        return {
          counts: result instanceof Error ? null : toData(result),
          message: result instanceof Error ? result.message : '',
          workersLeft: workers.left,
        };
      });
    },
  ),
};

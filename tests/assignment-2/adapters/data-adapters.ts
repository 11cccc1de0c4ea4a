/** Adapters of token files, batches, evaluation and the run log. */
import { adapter, inTemporaryFolder } from '@dawnbook/grader';
import { counters, ones } from '@dawnbook/tensor';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { countFileBytes } from './count-file-bytes.ts';
import { ndArraySchema, submission, toArray } from './std.ts';
import { type TableArgs, TableModel } from './table-model.ts';

const idsSchema = z.instanceof(Int32Array);

/** Tokens in memory, which note what is read of them. */
function memorySource(tokens: number[]) {
  const reads: [start: number, count: number][] = [];
  return {
    reads,
    length: tokens.length,
    // oxlint-disable-next-line typescript/require-await -- a source is asynchronous
    async read(start: number, count: number): Promise<Int32Array> {
      if (!Number.isInteger(start) || start < 0 || count < 0 || start + count > tokens.length) {
        throw new RangeError(`read(${start}, ${count}) of a source of ${tokens.length} ids`);
      }
      reads.push([start, count]);
      return Int32Array.from(tokens.slice(start, start + count));
    },
  };
}

const readsSchema = z.array(z.tuple([z.int(), z.int()]));

export const dataAdapters = {
  /** Opens `…/tokens.npy`, reads, one after the other or all at once, and closes; `afterClose` reads once more. */
  tokenSource: adapter(
    z.object({ length: z.int(), chunks: z.array(idsSchema), bytesRead: z.int() }),
    async ({
      bytes,
      reads,
      concurrent = false,
      afterClose = false,
    }: {
      bytes: Uint8Array;
      reads: [start: number, count: number][];
      concurrent?: boolean;
      afterClose?: boolean;
    }) => {
      const { TokenSource } = await submission();
      return inTemporaryFolder(async (folder) => {
        const path = join(folder, 'tokens.npy');
        await writeFile(path, bytes);
        const { result, bytesRead } = await countFileBytes(path, async () => {
          const source = await TokenSource.open(path);
          const { length } = source;
          const chunks: Int32Array[] = [];
          try {
            const read = ([start, count]: [number, number]): Promise<Int32Array> => source.read(start, count);
            if (concurrent) chunks.push(...(await Promise.all(reads.map(read))));
            else for (const one of reads) chunks.push(await read(one));
          } finally {
            await source.close();
          }
          if (afterClose) await source.read(0, 1);
          return { length, chunks };
        });
        return { ...result, bytesRead };
      });
    },
  ),

  getBatch: adapter(
    z.array(z.object({ inputs: ndArraySchema, targets: ndArraySchema, reads: readsSchema })),
    async ({
      tokens,
      steps,
      ...options
    }: {
      tokens: number[];
      batchSize: number;
      contextLength: number;
      seed: number;
      steps: number[];
    }) => {
      const { getBatch } = await submission();
      const batches = [];
      for (const step of steps) {
        const source = memorySource(tokens);
        const { inputs, targets } = await getBatch(source, { ...options, step });
        batches.push({ inputs: await toArray(inputs), targets: await toArray(targets), reads: source.reads });
      }
      return batches;
    },
  ),

  /**
   * A table as the model. `recorded`: whether a forward pass was recorded for gradients; `recordsAfterwards`: whether
   * something computed afterwards is; `liveBytes`: those that were not live before.
   */
  evaluate: adapter(
    z.object({
      loss: z.number(),
      perplexity: z.number(),
      accuracy: z.number(),
      bitsPerByte: z.number().optional(),
      recorded: z.boolean(),
      recordsAfterwards: z.boolean(),
      liveBytes: z.int(),
      reads: z.int(),
      starts: z.array(z.int()),
      table: ndArraySchema,
    }),
    async ({
      lm,
      tokens,
      ...options
    }: {
      lm: TableArgs;
      tokens: number[];
      batchSize: number;
      contextLength: number;
      maxWindows?: number;
      bytesPerToken?: number;
    }) => {
      const { evaluate } = await submission();
      const model = new TableModel(lm);
      const table = await toArray(model.table);
      const source = memorySource(tokens);
      const before = counters();
      const { loss, perplexity, accuracy, bitsPerByte } = await evaluate(model, source, options);
      const after = counters();
      return {
        loss,
        perplexity,
        accuracy,
        ...(bitsPerByte === undefined ? {} : { bitsPerByte }),
        recorded: model.recorded,
        recordsAfterwards: ones([1], { requiresGrad: true }).mul(2).requiresGrad,
        liveBytes: after.liveBytes - before.liveBytes,
        reads: after.reads - before.reads,
        starts: source.reads.map(([start]) => start),
        table: (await toArray(model.table)).data.every((value, i) => value === table.data[i])
          ? table
          : await toArray(model.table),
      };
    },
  ),

  /**
   * Logs records into one run or, in turns, into several. `resumeAt`: a second log goes on with `moreRecords`; before that
   * `torn` is appended to the file. `foreign`: somebody else appends this line after the first record.
   */
  runLog: adapter(
    z.object({
      config: z.unknown(),
      lines: z.array(z.string()),
      records: z.array(z.record(z.string(), z.union([z.number(), z.string()]))),
      /** Seconds from before the log began to after the last record. */
      elapsed: z.number(),
    }),
    async ({
      config,
      records,
      torn,
      foreign,
      resumeAt,
      moreRecords = [],
    }: {
      config: { batchSize: number; contextLength: number; name?: string };
      records: LogArgs[];
      torn?: string;
      foreign?: string;
      resumeAt?: number;
      moreRecords?: LogArgs[];
    }) => {
      const { RunLog, readRun } = await submission();
      return inTemporaryFolder(async (folder) => {
        const path = join(folder, 'run', 'records.jsonl');
        waitAMoment();
        const started = performance.now();
        let log = new RunLog(join(folder, 'run'), config);
        for (const [i, record] of records.entries()) {
          log.log(fromPlain(record));
          if (i === 0 && foreign !== undefined) await appendFile(path, `${foreign}\n`);
        }
        await log.close();
        if (torn !== undefined) await appendFile(path, torn);
        if (resumeAt !== undefined) {
          log = new RunLog(join(folder, 'run'), config, { resumeAt });
          for (const record of moreRecords) log.log(fromPlain(record));
          await log.close();
        }
        const elapsed = (performance.now() - started) / 1000;
        const run = await readRun(join(folder, 'run'));
        const text = await readFile(path, 'utf8');
        return { config: run.config, records: run.records, lines: text.split('\n'), elapsed };
      });
    },
  ),

  /** Two runs at the same time, records in turns. */
  runLogPair: adapter(
    z.array(z.array(z.record(z.string(), z.union([z.number(), z.string()])))),
    async ({ records }: { records: [LogArgs[], LogArgs[]] }) => {
      const { RunLog, readRun } = await submission();
      return inTemporaryFolder(async (folder) => {
        const folders = ['a', 'b'].map((name) => join(folder, name));
        const logs = folders.map((each) => new RunLog(each, { batchSize: 1, contextLength: 1 }));
        for (let i = 0; i < Math.max(...records.map(({ length }) => length)); i++) {
          for (const [run, log] of logs.entries()) {
            const record = records[run]![i];
            if (record !== undefined) log.log(fromPlain(record));
          }
        }
        for (const log of logs) await log.close();
        return Promise.all(folders.map(async (each) => (await readRun(each)).records));
      });
    },
  ),
};

/** A record as tests send it: infinities and NaN, which the seam carries as they are, and text. */
type LogArgs = { step: number } & Record<string, number | string>;

function fromPlain(record: LogArgs): LogArgs {
  return { ...record };
}

/** Whoever counts seconds from when the module was loaded will be found out. */
function waitAMoment(): void {
  const until = performance.now() + 50;
  while (performance.now() < until);
}

/** Adapters of checkpoints and of the training loop. */
import { adapter, inTemporaryFolder, NotImplementedError } from '@dawnbook/grader';
import { counters, type Module, tensor } from '@dawnbook/tensor';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { StepRecord, TrainConfig, TransformerConfig } from '#submission';
import { ndArraysSchema, submission, toArrays } from './std.ts';

const bytesSchema = z.instanceof(Uint8Array);

/** A run on cyclic ids: batch t of a seed is a function of both, as in training. */
async function pair(config: TransformerConfig) {
  const { TransformerLM, AdamW, crossEntropy } = await submission();
  const model = new TransformerLM(config);
  const optimizer = new AdamW(model.parameters(), { lr: 0.01, weightDecay: 0.1 });
  const ids = (step: number, shift: number) =>
    tensor(
      Int32Array.from({ length: 16 }, (_, i) => (i * (3 + (step % 5)) + step + shift) % config.vocabSize),
      [2, 8],
    );
  const step = async (t: number): Promise<number> => {
    const loss = crossEntropy(model.forward(ids(t, 0)), ids(t, 1));
    loss.backward();
    optimizer.step();
    optimizer.zeroGrad();
    return loss.item();
  };
  return { model, optimizer, step };
}

/** What an error says; a stub is not one. */
function messageOf(thrown: unknown): string {
  if (thrown instanceof NotImplementedError) throw thrown;
  return thrown instanceof Error ? thrown.message : String(thrown);
}

const parametersOf = (model: Module) => toArrays(Object.fromEntries(model.namedParameters()));

export const trainAdapters = {
  /** `steps` steps straight, and with saving and loading into fresh objects before step `saveAt`. */
  resumeScenario: adapter(
    z.object({
      straight: z.array(z.number()),
      resumed: z.array(z.number()),
      straightParams: ndArraysSchema,
      resumedParams: ndArraysSchema,
      loaded: z.object({ step: z.number(), config: z.unknown(), rng: z.object({ seed: z.number() }) }),
      /** Whether the loaded values are in the parameters that the model had before. */
      keptParameters: z.boolean(),
    }),
    async ({ config, steps, saveAt }: { config: TransformerConfig; steps: number; saveAt: number }) => {
      const { saveCheckpoint, loadCheckpoint } = await submission();
      return inTemporaryFolder(async (folder) => {
        const path = join(folder, 'checkpoint.safetensors');
        const first = await pair(config);
        const straight: number[] = [];
        for (let t = 0; t < steps; t++) {
          if (t === saveAt) {
            const { model, optimizer } = first;
            await saveCheckpoint(path, { model, optimizer, step: t, config, rng: { seed: 7 } });
          }
          straight.push(await first.step(t));
        }
        const second = await pair({ ...config, seed: 99 });
        const before = second.model.parameters();
        const loaded = await loadCheckpoint(path, second);
        const resumed = straight.slice(0, saveAt);
        for (let t = loaded.step; t < steps; t++) resumed.push(await second.step(t));
        return {
          straight,
          resumed,
          straightParams: await parametersOf(first.model),
          resumedParams: await parametersOf(second.model),
          loaded,
          keptParameters: second.model.parameters().every((param, i) => param === before[i]),
        };
      });
    },
  ),

  /** The file of a model after some steps, and the values that it should hold. */
  checkpointFile: adapter(
    z.object({ bytes: bytesSchema, parameters: ndArraysSchema, files: z.array(z.string()) }),
    async ({ config, steps }: { config: TransformerConfig; steps: number }) => {
      const { saveCheckpoint } = await submission();
      return inTemporaryFolder(async (folder) => {
        const path = join(folder, 'checkpoint.safetensors');
        const { model, optimizer, step } = await pair(config);
        for (let t = 0; t < steps; t++) await step(t);
        await saveCheckpoint(path, { model, optimizer, step: steps, config, rng: { seed: 7 } });
        const bytes = Uint8Array.from(await readFile(path));
        return { bytes, parameters: await parametersOf(model), files: await readdir(folder) };
      });
    },
  ),

  /** Loads a file into a model; whatever the loading throws comes as `error`. */
  loadFile: adapter(
    z.object({ error: z.string(), before: ndArraysSchema, after: ndArraysSchema }),
    async ({ config, bytes }: { config: TransformerConfig; bytes: Uint8Array }) => {
      const { loadCheckpoint } = await submission();
      return inTemporaryFolder(async (folder) => {
        const path = join(folder, 'checkpoint.safetensors');
        await writeFile(path, bytes);
        const { model, optimizer } = await pair(config);
        const before = await parametersOf(model);
        let error = '';
        try {
          await loadCheckpoint(path, { model, optimizer });
        } catch (thrown) {
          error = messageOf(thrown);
        }
        return { error, before, after: await parametersOf(model) };
      });
    },
  ),

  /** Saves where an old file is, and fails half-way: reading the last parameter throws. */
  saveFailing: adapter(
    z.object({ error: z.string(), oldFileIsThere: z.boolean(), files: z.array(z.string()) }),
    async ({ config }: { config: TransformerConfig }) => {
      const { saveCheckpoint } = await submission();
      return inTemporaryFolder(async (folder) => {
        const path = join(folder, 'checkpoint.safetensors');
        await writeFile(path, 'the old file');
        const { model, optimizer } = await pair(config);
        const circular: Record<string, unknown> = {};
        circular['self'] = circular;
        let error = '';
        try {
          await saveCheckpoint(path, { model, optimizer, step: 1, config: circular, rng: { seed: 7 } });
        } catch (thrown) {
          error = messageOf(thrown);
        }
        const oldFileIsThere = (await readFile(path, 'utf8')) === 'the old file';
        return { error, oldFileIsThere, files: await readdir(folder) };
      });
    },
  ),

  /**
   * Trains on tokens, in a folder of its own. `abortAfter`: the signal is aborted when the record of this step comes, and
   * the run is then resumed. `samples`: live bytes and reads when each record comes.
   */
  trainMicro: adapter(
    z.object({
      summaries: z.array(
        z.object({
          reason: z.string(),
          steps: z.number(),
          trainLoss: z.number(),
          validationLoss: z.number().optional(),
          hasCheckpoint: z.boolean(),
        }),
      ),
      records: z.array(z.record(z.string(), z.union([z.number(), z.string()]))),
      samples: z.array(z.object({ step: z.number(), liveBytes: z.int(), reads: z.int() })),
      error: z.string(),
      hasCheckpoint: z.boolean(),
    }),
    async ({
      config,
      tokens,
      validation,
      abortAfter,
    }: {
      config: Omit<TrainConfig, 'trainData' | 'validationData' | 'outDir'> & Record<string, unknown>;
      tokens: Uint8Array;
      validation: Uint8Array;
      abortAfter?: number;
    }) => {
      const { train, readRun } = await submission();
      return inTemporaryFolder(async (folder) => {
        const outDir = join(folder, 'run');
        const [trainData, validationData] = ['train.npy', 'validation.npy'].map((name) => join(folder, name));
        await mkdir(outDir);
        await writeFile(trainData!, tokens);
        await writeFile(validationData!, validation);
        const samples: { step: number; liveBytes: number; reads: number }[] = [];
        const run = async (more: object, stopAfter?: number) => {
          const controller = new AbortController();
          const {
            reason,
            steps,
            trainLoss,
            validation: final,
            checkpoint,
          } = await train(
            {
              ...config,
              trainData: trainData!,
              validationData: validationData!,
              outDir,
              ...more,
            },
            {
              signal: controller.signal,
              onLog: ({ step }: StepRecord) => {
                const { liveBytes, reads } = counters();
                samples.push({ step, liveBytes, reads });
                if (step === stopAfter) controller.abort();
              },
            },
          );
          return {
            reason,
            steps,
            trainLoss,
            ...(final === undefined ? {} : { validationLoss: final.loss }),
            hasCheckpoint: existsSync(checkpoint),
          };
        };
        const summaries = [];
        let error = '';
        try {
          summaries.push(await run({}, abortAfter));
          if (abortAfter !== undefined) summaries.push(await run({ resume: true }));
        } catch (thrown) {
          // The files that it has left are what the test is about.
          if (!(thrown instanceof Error) || !/finite/.test(thrown.message)) throw thrown;
          error = thrown.message;
        }
        const { records } = await readRun(outDir);
        const files = await readdir(outDir);
        return {
          summaries,
          records,
          samples,
          error,
          hasCheckpoint: files.some((name) => name.endsWith('.safetensors')),
        };
      });
    },
  ),
};

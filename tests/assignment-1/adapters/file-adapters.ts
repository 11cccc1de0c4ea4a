/** Adapters that write and read files: vocab.json and merges.txt, tokenizer.json, token ids. */
import { adapter, inTemporaryFolder } from '@dawnbook/grader';
import fs from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import {
  allowing,
  bytesSchema,
  type EncodeInput,
  idsSchema,
  type ModelInput,
  modelOf,
  optionsOf,
  submission,
  type TokenizerInput,
} from './tokenizer-input.ts';

const gpt2FilesSchema = z.object({ vocabJson: z.string(), mergesTxt: z.string() });

async function readGpt2Files(directory: string) {
  return {
    vocabJson: await readFile(join(directory, 'vocab.json'), 'utf8'),
    mergesTxt: await readFile(join(directory, 'merges.txt'), 'utf8'),
  };
}

/** Runs something while no file can be renamed, as on a disk that fails at the last moment. */
async function withoutRenaming(use: () => Promise<void>): Promise<void> {
  const failure = (): Error => new Error('EIO: the disk failed, rename');
  const { rename, renameSync } = fs;
  const renamePromise = fs.promises.rename;
  fs.promises.rename = () => Promise.reject(failure());
  fs.renameSync = () => {
    throw failure();
  };
  fs.rename = ((_from: fs.PathLike, _to: fs.PathLike, done: fs.NoParamCallback) =>
    setImmediate(done, failure())) as unknown as typeof fs.rename;
  syncBuiltinESMExports();
  try {
    await use();
  } finally {
    Object.assign(fs, { rename, renameSync });
    fs.promises.rename = renamePromise;
    syncBuiltinESMExports();
  }
}

/** The message of what a promise rejects with; empty when it does not reject. */
async function rejection(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => '',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

/** Bytes of all files of a folder. */
function bytesIn(directory: string): number {
  return fs.readdirSync(directory).reduce((sum, name) => sum + fs.statSync(join(directory, name)).size, 0);
}

export const fileAdapters = {
  saveGpt2Files: adapter(gpt2FilesSchema.extend({ files: z.array(z.string()) }), (args: ModelInput) =>
    inTemporaryFolder(async (directory) => {
      const { saveGpt2Files } = await submission();
      await saveGpt2Files(modelOf(args), directory);
      return { ...(await readGpt2Files(directory)), files: (await readdir(directory)).toSorted() };
    }),
  ),

  /** Saves one model over another one, and the disk fails. */
  saveGpt2FilesFailing: adapter(
    z.object({ before: gpt2FilesSchema, after: gpt2FilesSchema, thrown: z.string() }),
    ({ saved, next }: { saved: ModelInput; next: ModelInput }) =>
      inTemporaryFolder(async (directory) => {
        const { saveGpt2Files } = await submission();
        await saveGpt2Files(modelOf(saved), directory);
        const before = await readGpt2Files(directory);
        let thrown = '';
        await withoutRenaming(async () => {
          thrown = await rejection(saveGpt2Files(modelOf(next), directory));
        });
        return { before, after: await readGpt2Files(directory), thrown };
      }),
  ),

  loadGpt2Files: adapter(
    z.array(idsSchema),
    ({
      vocabJson,
      mergesTxt,
      texts,
      ...args
    }: { vocabJson: string; mergesTxt: string; texts: string[] } & Pick<
      TokenizerInput,
      'specialTokens' | 'pattern'
    > &
      EncodeInput) =>
      inTemporaryFolder(async (directory) => {
        const { loadGpt2Files } = await submission();
        await writeFile(join(directory, 'vocab.json'), vocabJson);
        await writeFile(join(directory, 'merges.txt'), mergesTxt);
        const tokenizer = await loadGpt2Files(directory, optionsOf(args));
        return texts.map((text) => tokenizer.encode(text, allowing(args)));
      }),
  ),

  toHfJson: adapter(z.string(), async (args: ModelInput) => {
    const { toHfJson } = await submission();
    return JSON.stringify(toHfJson(modelOf(args)));
  }),

  fromHfJson: adapter(
    z.array(idsSchema),
    async ({ json, texts, ...args }: { json: string; texts: string[] } & EncodeInput) => {
      const { fromHfJson } = await submission();
      const tokenizer = fromHfJson(JSON.parse(json));
      return texts.map((text) => tokenizer.encode(text, allowing(args)));
    },
  ),

  saveTokenFile: adapter(
    z.object({ bytes: bytesSchema, files: z.array(z.string()) }),
    ({ ids, vocabSize }: { ids: number[]; vocabSize: number }) =>
      inTemporaryFolder(async (directory) => {
        const { saveTokenFile } = await submission();
        const path = join(directory, 'ids.npy');
        await saveTokenFile(path, ids, vocabSize);
        return { bytes: await readFile(path), files: await readdir(directory) };
      }),
  ),

  /**
   * Saves over an existing file from a source that throws after its ids; without `message`, from the ids alone. Returns
   * what the file holds then.
   */
  saveTokenFileFailing: adapter(
    z.object({ bytes: bytesSchema, thrown: z.string() }),
    ({
      saved,
      ids,
      vocabSize,
      message,
    }: {
      saved: number[];
      ids: number[];
      vocabSize: number;
      message?: string;
    }) =>
      inTemporaryFolder(async (directory) => {
        const { saveTokenFile } = await submission();
        const path = join(directory, 'ids.npy');
        await saveTokenFile(path, saved, vocabSize);
        const source = function* (): Generator<number> {
          yield* ids;
          if (message !== undefined) throw new Error(message);
        };
        const thrown = await rejection(saveTokenFile(path, source(), vocabSize));
        return { bytes: await readFile(path), thrown };
      }),
  ),

  /**
   * Saves ids that are made one by one: id i is `i · step mod vocabSize`. `maxPendingBytes` is the most that had been
   * read from the source and did not lie in a file of the folder yet.
   */
  saveTokenFileStream: adapter(
    z.object({ bytes: bytesSchema, pulled: z.int(), maxPendingBytes: z.int() }),
    ({ count, step, vocabSize }: { count: number; step: number; vocabSize: number }) =>
      inTemporaryFolder(async (directory) => {
        const { saveTokenFile } = await submission();
        const path = join(directory, 'ids.npy');
        const itemBytes = vocabSize <= 65_536 ? 2 : 4;
        let pulled = 0;
        let maxPendingBytes = 0;
        const source = function* (): Generator<number> {
          for (let i = 0; i < count; i++) {
            if (i % 4096 === 0)
              maxPendingBytes = Math.max(maxPendingBytes, i * itemBytes - bytesIn(directory));
            pulled++;
            yield (i * step) % vocabSize;
          }
        };
        await saveTokenFile(path, source(), vocabSize);
        return { bytes: await readFile(path), pulled, maxPendingBytes };
      }),
  ),

  readTokenFile: adapter(z.object({ type: z.string(), ids: idsSchema }), ({ bytes }: { bytes: Uint8Array }) =>
    inTemporaryFolder(async (directory) => {
      const { readTokenFile } = await submission();
      const path = join(directory, 'ids.npy');
      await writeFile(path, bytes);
      const ids = await readTokenFile(path);
      return { type: ids.constructor.name, ids: [...ids] };
    }),
  ),
};

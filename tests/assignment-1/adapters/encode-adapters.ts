/** Adapters that encode: whole texts, single pre-tokens, streams of chunks, byte strings by rank. */
import { adapter, inTemporaryFolder, measureWork } from '@dawnbook/grader';
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import type { MergeData, VocabEntry } from './gpt2.ts';
import {
  allowing,
  buildTokenizer,
  bytesSchema,
  type EncodeInput,
  idsSchema,
  type ModelInput,
  modelOf,
  optionsOf,
  submission,
  type TokenizerInput,
  vocabularyOf,
} from './tokenizer-input.ts';

/** A source without an end loses its patience here, so that who collects it fails at once and not after a deadline. */
const MANY_CHUNKS = 100_000;

/** What one pre-token is merged with. The i-th merge has rank i and makes the next free id, or that of its bytes. */
interface MergeTable {
  merges: MergeData[];
  /** The id of each byte; left out, the byte itself. New ids follow the largest. */
  byteIds?: number[];
  /** Ranks of the merges; left out, their positions. */
  ranks?: number[];
}

/** One character U+0000 to U+00FF for each byte. */
function latin1(bytes: Uint8Array): string {
  if (!(bytes instanceof Uint8Array)) throw new TypeError('a token must be a Uint8Array');
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function mergeTable({ merges, byteIds = Array.from({ length: 256 }, (_, byte) => byte), ranks }: MergeTable) {
  const idOf = new Map(byteIds.map((id, byte) => [String.fromCharCode(byte), id]));
  let next = Math.max(...byteIds) + 1;
  const byPair = new Map<string, { rank: number; id: number }>();
  merges.forEach(({ left, right }, i) => {
    const whole = latin1(left) + latin1(right);
    if (!idOf.has(whole)) idOf.set(whole, next++);
    const pair = `${idOf.get(latin1(left))} ${idOf.get(latin1(right))}`;
    byPair.set(pair, { rank: ranks?.[i] ?? i, id: idOf.get(whole)! });
  });
  return {
    ranks: (left: number, right: number) => byPair.get(`${left} ${right}`),
    byteId: (byte: number) => byteIds[byte]!,
  };
}

function* cutAt(text: string, cuts: number[]): Generator<string> {
  const edges = [0, ...cuts, text.length];
  for (let i = 1; i < edges.length; i++) yield text.slice(edges[i - 1], edges[i]);
}

export const encodeAdapters = {
  encode: adapter(z.array(idsSchema), async (args: TokenizerInput & EncodeInput & { texts: string[] }) => {
    const tokenizer = await buildTokenizer(args);
    return args.texts.map((text) => tokenizer.encode(text, allowing(args)));
  }),

  encodeModel: adapter(z.array(idsSchema), async (args: ModelInput & { texts: string[] }) => {
    const { Tokenizer } = await submission();
    const tokenizer = Tokenizer.fromModel(modelOf(args));
    return args.texts.map((text) => tokenizer.encode(text));
  }),

  /** Several tokenizers at once: each text goes through all of them before the next one. */
  encodeInterleaved: adapter(
    z.array(z.array(idsSchema)),
    async ({ tokenizers, texts }: { tokenizers: TokenizerInput[]; texts: string[] }) => {
      const built = await Promise.all(tokenizers.map(buildTokenizer));
      return texts.map((text) => built.map((tokenizer) => tokenizer.encode(text)));
    },
  ),

  /** Everything that the constructor was given is overwritten before the first call. */
  encodeAfterOverwriting: adapter(
    z.object({ ids: z.array(idsSchema), vocabSize: z.int(), tokens: z.array(bytesSchema) }),
    async (args: TokenizerInput & { vocab: VocabEntry[]; texts: string[]; tokenIds: number[] }) => {
      const { Tokenizer } = await submission();
      const { vocab, merges } = vocabularyOf(args);
      const map = new Map(vocab.map(({ id, bytes }) => [id, bytes]));
      const specialTokens = [...(args.specialTokens ?? [])];
      const tokenizer = new Tokenizer(map, merges, optionsOf({ ...args, specialTokens }));
      for (const { bytes } of vocab) bytes.fill(0);
      for (const { left, right } of merges) {
        left.fill(0);
        right.fill(0);
      }
      map.clear();
      merges.length = 0;
      specialTokens.splice(0, Infinity, 'a', 'b');
      return {
        ids: args.texts.map((text) => tokenizer.encode(text)),
        vocabSize: tokenizer.vocabSize,
        tokens: args.tokenIds.map((id) => Uint8Array.from(tokenizer.idToBytes(id))),
      };
    },
  ),

  vocabularyFacts: adapter(
    z.object({ vocabSize: z.int(), tokens: z.array(bytesSchema) }),
    async (args: TokenizerInput & { tokenIds: number[] }) => {
      const tokenizer = await buildTokenizer(args);
      return { vocabSize: tokenizer.vocabSize, tokens: args.tokenIds.map((id) => tokenizer.idToBytes(id)) };
    },
  ),

  encodeBytes: adapter(
    z.array(idsSchema),
    async ({ inputs, ...table }: MergeTable & { inputs: Uint8Array[] }) => {
      const { encodeBytes } = await submission();
      const { ranks, byteId } = mergeTable(table);
      return inputs.map((bytes) => encodeBytes(bytes, ranks, byteId));
    },
  ),

  encodeBytesWork: adapter(
    z.object({ work: z.int(), length: z.int() }),
    async ({ bytes, ...table }: MergeTable & { bytes: Uint8Array }) => {
      const { ranks, byteId } = mergeTable(table);
      const { work, result } = await measureWork<typeof import('#submission'), number[]>(
        ({ encodeBytes }) =>
          () =>
            encodeBytes(bytes, ranks, byteId),
      );
      return { work, length: result.length };
    },
    { ownProcess: true },
  ),

  encodeIterable: adapter(
    z.array(idsSchema),
    async (args: TokenizerInput & EncodeInput & { inputs: { text: string; cuts: number[] }[] }) => {
      const tokenizer = await buildTokenizer(args);
      return args.inputs.map(({ text, cuts }) => [
        ...tokenizer.encodeIterable(cutAt(text, cuts), allowing(args)),
      ]);
    },
  ),

  /** A source without an end, which repeats its chunks; the consumer leaves after `take` ids. */
  encodeIterableTake: adapter(
    z.object({ ids: idsSchema, pulled: z.int(), closed: z.boolean() }),
    async (args: TokenizerInput & { chunks: string[]; take: number }) => {
      const tokenizer = await buildTokenizer(args);
      const source = { pulled: 0, closed: false };
      const ids: number[] = [];
      const endless = (function* () {
        try {
          while (source.pulled < MANY_CHUNKS) {
            yield args.chunks[source.pulled++ % args.chunks.length]!;
          }
          throw new Error(
            `encodeIterable pulled ${MANY_CHUNKS} chunks of a source without an end for ${args.take} ids`,
          );
        } finally {
          source.closed = true;
        }
      })();
      if (args.take === 0) tokenizer.encodeIterable(endless);
      else {
        for (const id of tokenizer.encodeIterable(endless)) if (ids.push(id) === args.take) break;
      }
      return { ids, ...source };
    },
  ),

  /**
   * How far the source is read ahead of the ids. The text is ASCII, repeated and cut into chunks of equal length.
   * `maxLagChars`: characters that were read and not yet yielded when the next chunk was asked for. `maxPulledAhead`:
   * chunks that had been read beyond the one in which the yielded token ends.
   */
  encodeIterableLag: adapter(
    z.object({ ids: z.int(), maxLagChars: z.int(), maxPulledAhead: z.int() }),
    async (args: TokenizerInput & { text: string; repeat: number; chunkChars: number }) => {
      const tokenizer = await buildTokenizer(args);
      const lengthOf = new Map(vocabularyOf(args).vocab.map(({ id, bytes }) => [id, bytes.length]));
      const { text, repeat, chunkChars } = args;
      const total = text.length * repeat;
      const seen = { ids: 0, maxLagChars: 0, maxPulledAhead: 0 };
      let pulledChars = 0;
      let yieldedChars = 0;
      const source = function* (): Generator<string> {
        const doubled = text + text.slice(0, chunkChars);
        while (pulledChars < total) {
          seen.maxLagChars = Math.max(seen.maxLagChars, pulledChars - yieldedChars);
          const at = pulledChars % text.length;
          const chunk = doubled.slice(at, at + Math.min(chunkChars, total - pulledChars));
          pulledChars += chunk.length;
          yield chunk;
        }
      };
      for (const id of tokenizer.encodeIterable(source())) {
        seen.ids++;
        yieldedChars += lengthOf.get(id)!;
        const ahead = Math.ceil(pulledChars / chunkChars) - Math.ceil(yieldedChars / chunkChars);
        seen.maxPulledAhead = Math.max(seen.maxPulledAhead, ahead);
      }
      return seen;
    },
  ),

  /** A source that throws after its chunks. */
  encodeIterableFailing: adapter(
    z.object({ ids: idsSchema, thrown: z.string() }),
    async (args: TokenizerInput & { chunks: string[]; message: string }) => {
      const tokenizer = await buildTokenizer(args);
      const failure = new Error(args.message);
      const ids: number[] = [];
      const source = function* (): Generator<string> {
        yield* args.chunks;
        throw failure;
      };
      try {
        for (const id of tokenizer.encodeIterable(source())) ids.push(id);
      } catch (error) {
        if (error !== failure) throw error;
        return { ids, thrown: failure.message };
      }
      return { ids, thrown: '' };
    },
  ),

  /** `batches`: what `onTokens` got. `overlapped`: it was called again before its promise had settled. */
  encodeFile: adapter(
    z.object({ batches: z.array(idsSchema), overlapped: z.boolean() }),
    async (args: TokenizerInput & { bytes: Uint8Array }) => {
      const tokenizer = await buildTokenizer(args);
      const { encodeFile } = await submission();
      return inTemporaryFolder(async (directory) => {
        const path = join(directory, 'corpus.txt');
        await writeFile(path, args.bytes);
        const batches: number[][] = [];
        let busy = false;
        let overlapped = false;
        await encodeFile(tokenizer, path, async (ids) => {
          overlapped ||= busy;
          busy = true;
          batches.push([...ids]);
          await setImmediate();
          busy = false;
        });
        return { batches, overlapped: overlapped || busy };
      });
    },
  ),

  /**
   * The end of the file is overwritten when the first ids arrive: whoever has read all of it by then does not notice.
   * Returns how many ids there were, and the last ones.
   */
  encodeFileOverwritten: adapter(
    z.object({ count: z.int(), last: idsSchema }),
    async (args: TokenizerInput & { bytes: Uint8Array; newEnd: Uint8Array }) => {
      const tokenizer = await buildTokenizer(args);
      const { encodeFile } = await submission();
      return inTemporaryFolder(async (directory) => {
        const path = join(directory, 'corpus.txt');
        await writeFile(path, args.bytes);
        const { length } = args.newEnd;
        let count = 0;
        let last: number[] = [];
        await encodeFile(tokenizer, path, async (ids) => {
          if (count === 0) {
            await using file = await open(path, 'r+');
            await file.write(args.newEnd, 0, length, args.bytes.length - length);
          }
          count += ids.length;
          last = [...last, ...ids].slice(-length);
        });
        return { count, last };
      });
    },
  ),

  /** `ranks`: the entries of the table, in their order; tokens are Latin-1 strings there. */
  encodeWithRanks: adapter(
    z.array(idsSchema),
    async ({ ranks, inputs }: { ranks: [token: string, rank: number][]; inputs: Uint8Array[] }) => {
      const { encodeWithRanks } = await submission();
      const table = new Map(ranks);
      return inputs.map((bytes) => encodeWithRanks(bytes, table));
    },
  ),

  /** Merges as pairs of Latin-1 strings, since there are many of them. */
  mergesFromRanks: adapter(
    z.array(z.tuple([z.string(), z.string()])),
    async ({ ranks }: { ranks: [token: string, rank: number][] }) => {
      const { mergesFromRanks } = await submission();
      return mergesFromRanks(new Map(ranks)).map(({ left, right }) => [latin1(left), latin1(right)]);
    },
  ),
};

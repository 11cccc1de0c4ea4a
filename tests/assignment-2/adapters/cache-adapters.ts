/** Adapters of the KV cache and of beam search on it. */
import { adapter, collectGarbage, type NDArray } from '@dawnbook/grader';
import { counters, sync, type Tensor } from '@dawnbook/tensor';
import { z } from 'zod';
import type { BeamOptions, GenerateOptions, TransformerConfig, TransformerLM } from '#submission';
import { beamResultsSchema, plainResults } from './beam-adapters.ts';
import { generatedSchema } from './sampling-adapters.ts';
import { ndArraySchema, submission, toArray, toTensor, type Weights, withWeights } from './std.ts';

interface ModelArgs {
  config: TransformerConfig;
  weights: Weights;
}

async function modelOf({ config, weights }: ModelArgs): Promise<TransformerLM> {
  const { TransformerLM: Model } = await submission();
  return withWeights(new Model(config), weights);
}

/** Notes the shape of the ids of each forward pass. */
function watchForward(model: TransformerLM): { batch: number; tokens: number }[] {
  const fed: { batch: number; tokens: number }[] = [];
  const forward = model.forward.bind(model);
  model.forward = (ids, ...rest) => {
    const [batch, tokens] = ids.shape as [number, number];
    fed.push({ batch, tokens });
    return forward(ids, ...rest);
  };
  return fed;
}

const fedSchema = z.array(z.object({ batch: z.int(), tokens: z.int() }));

/** Columns `from` to `from + count` of ids. */
function columns({ shape, data }: NDArray, from: number, count: number): Tensor {
  const [rows, seq] = shape as [number, number];
  const part = new Int32Array(rows * count);
  for (let row = 0; row < rows; row++)
    part.set(data.subarray(row * seq + from, row * seq + from + count), row * count);
  return toTensor({ shape: [rows, count], data: part });
}

export const cacheAdapters = {
  /**
   * Feeds ids in parts. `logits`: those of all positions, part by part. `lengths`: of the cache after each part. `clear`:
   * everything is done twice with the same cache, cleared in between. The counts are of the second part from the end on.
   */
  cachedLogits: adapter(
    z.object({
      logits: z.array(ndArraySchema),
      lengths: z.array(z.int()),
      requiresGrad: z.boolean(),
      liveBytes: z.array(z.int()),
      pipelines: z.array(z.int()),
    }),
    async ({
      ids,
      splits,
      clear = false,
      ...args
    }: ModelArgs & { ids: NDArray; splits: number[]; clear?: boolean }) => {
      const { KVCache } = await submission();
      const model = await modelOf(args);
      const cache = KVCache.create(args.config, ids.shape[0]!);
      const result = {
        logits: [] as NDArray[],
        lengths: [] as number[],
        requiresGrad: false,
        liveBytes: [] as number[],
        pipelines: [] as number[],
      };
      for (let round = 0; round < (clear ? 2 : 1); round++) {
        if (round > 0) cache.clear();
        result.logits = [];
        let at = 0;
        for (const count of splits) {
          using logits = model.forward(columns(ids, at, count), { cache });
          result.requiresGrad ||= logits.requiresGrad;
          result.logits.push(await toArray(logits));
          result.lengths.push(cache.length);
          at += count;
          await sync();
          const { liveBytes, pipelinesCompiled } = counters();
          result.liveBytes.push(liveBytes);
          result.pipelines.push(pipelinesCompiled);
        }
      }
      return result;
    },
  ),

  /** Two sequences with a cache each, one token of each in turn. */
  cachedInterleaved: adapter(
    z.array(z.array(ndArraySchema)),
    async ({ idLists, ...args }: ModelArgs & { idLists: NDArray[] }) => {
      const { KVCache } = await submission();
      const model = await modelOf(args);
      const caches = idLists.map(() => KVCache.create(args.config, 1));
      const logits: NDArray[][] = idLists.map(() => []);
      for (let t = 0; t < idLists[0]!.shape[1]!; t++) {
        for (const [i, cache] of caches.entries()) {
          logits[i]!.push(await toArray(model.forward(columns(idLists[i]!, t, 1), { cache })));
        }
      }
      return logits;
    },
  ),

  /**
   * Feeds a prompt, selects rows, and feeds continuations to the selection and then to the original cache.
   */
  cachedSelect: adapter(
    z.object({ selected: ndArraySchema, original: ndArraySchema }),
    async ({
      prompt,
      indices,
      continuation,
      originalContinuation,
      ...args
    }: ModelArgs & {
      prompt: NDArray;
      indices: number[];
      continuation: NDArray;
      originalContinuation: NDArray;
    }) => {
      const { KVCache } = await submission();
      const model = await modelOf(args);
      const cache = KVCache.create(args.config, prompt.shape[0]!);
      await toArray(model.forward(toTensor(prompt), { cache }));
      const other = cache.select(Object.freeze([...indices]) as number[]);
      const selected = await toArray(model.forward(toTensor(continuation), { cache: other }));
      const original = await toArray(model.forward(toTensor(originalContinuation), { cache }));
      return { selected, original };
    },
  ),

  /** A cache of one configuration, used with a model of another, and another batch. */
  cacheMismatch: adapter(
    ndArraySchema,
    async ({
      cacheConfig,
      batch,
      ids,
      ...args
    }: ModelArgs & { cacheConfig: TransformerConfig; batch: number; ids: NDArray }) => {
      const { KVCache } = await submission();
      const model = await modelOf(args);
      return toArray(model.forward(toTensor(ids), { cache: KVCache.create(cacheConfig, batch) }));
    },
  ),

  /** The same text with and without a cache. */
  generateBoth: adapter(
    z.object({ plain: generatedSchema, cached: generatedSchema, plainFed: fedSchema, cachedFed: fedSchema }),
    async ({ prompt, options, ...args }: ModelArgs & { prompt: number[]; options: GenerateOptions }) => {
      const { generate, nextLogitsOf, cachedNextLogits } = await submission();
      const run = async (next: typeof nextLogitsOf) => {
        const model = await modelOf(args);
        const fed = watchForward(model);
        const { ids, newIds, finishReason } = await generate(next(model), prompt, options);
        return { text: { ids, newIds, finishReason }, fed };
      };
      const [plain, cached] = [await run(nextLogitsOf), await run(cachedNextLogits)];
      return { plain: plain.text, cached: cached.text, plainFed: plain.fed, cachedFed: cached.fed };
    },
  ),

  /** `uncached`: what `beamSearch` finds with the same model. `liveBytes`: after each of `repeats` searches. */
  beamSearchCached: adapter(
    z.object({
      results: beamResultsSchema,
      uncached: beamResultsSchema,
      fed: fedSchema,
      tokensFed: z.int(),
      liveBytes: z.array(z.int()),
    }),
    async ({
      prompt,
      options,
      repeats = 1,
      ...args
    }: ModelArgs & { prompt: number[]; options: BeamOptions; repeats?: number }) => {
      const { beamSearchCached, beamSearch, nextLogitsOf } = await submission();
      const model = await modelOf(args);
      const uncached = await beamSearch(nextLogitsOf(model), prompt, options);
      const fed = watchForward(model);
      let results = await beamSearchCached(model, Object.freeze([...prompt]) as number[], options);
      const first = fed.slice();
      const liveBytes: number[] = [];
      for (let repeat = 1; repeat < repeats; repeat++) {
        // What the search without a cache has left is not to hide what comes.
        await collectGarbage();
        liveBytes.push(counters().liveBytes);
        results = await beamSearchCached(model, prompt, options);
      }
      liveBytes.push(counters().liveBytes);
      return {
        results: plainResults(results),
        uncached: plainResults(uncached),
        fed: first,
        tokensFed: first.reduce((sum, { batch, tokens }) => sum + batch * tokens, 0),
        liveBytes,
      };
    },
  ),
};

/** Adapters of n-gram bans and beam search. */
import { adapter } from '@dawnbook/grader';
import { z } from 'zod';
import type { BeamOptions, BeamResult, TransformerConfig } from '#submission';
import { submission, type Weights, withWeights } from './std.ts';
import { type TableArgs, tableNext } from './table-model.ts';

const resultSchema = z.object({
  tokens: z.array(z.int()),
  newTokens: z.array(z.int()),
  logProb: z.number(),
  loss: z.number(),
  meanLoss: z.number(),
  score: z.number(),
  finished: z.boolean(),
});

export const beamResultsSchema = z.array(resultSchema);

/** Exactly the fields that the seam carries. */
export function plainResults(results: BeamResult[]): z.infer<typeof beamResultsSchema> {
  return results.map(({ tokens, newTokens, logProb, loss, meanLoss, score, finished }) => ({
    tokens: [...tokens],
    newTokens: [...newTokens],
    logProb,
    loss,
    meanLoss,
    score,
    finished,
  }));
}

export const beamAdapters = {
  bannedTokens: adapter(z.array(z.int()), async ({ history, n }: { history: number[]; n: number }) =>
    (await submission()).bannedTokens(Object.freeze([...history]), n),
  ),

  /** Many histories in one call. */
  bannedTokensOf: adapter(
    z.array(z.array(z.int())),
    async ({ histories, n }: { histories: number[][]; n: number }) => {
      const { bannedTokens } = await submission();
      return histories.map((history) => bannedTokens(Object.freeze([...history]), n));
    },
  ),

  /** How often an element of the history is looked at. */
  bannedTokensWork: adapter(
    z.object({ looks: z.int(), banned: z.array(z.int()) }),
    async ({ history, n }: { history: number[]; n: number }) => {
      const { bannedTokens } = await submission();
      let looks = 0;
      const watched = new Proxy([...history], {
        get(target, key, receiver) {
          if (typeof key === 'string' && /^\d+$/.test(key)) looks++;
          return Reflect.get(target, key, receiver) as unknown;
        },
      });
      return { banned: bannedTokens(watched, n), looks };
    },
  ),

  beamSearch: adapter(
    z.object({ results: beamResultsSchema, rows: z.array(z.int()), lengths: z.array(z.int()) }),
    async ({ lm, prompt, options }: { lm: TableArgs; prompt: number[]; options: BeamOptions }) => {
      const { beamSearch } = await submission();
      const { next, calls } = tableNext(lm);
      const results = await beamSearch(
        next,
        Object.freeze([...prompt]) as number[],
        Object.freeze({ ...options }),
      );
      return { results: plainResults(results), ...calls };
    },
  ),

  beamSearchWithModel: adapter(
    beamResultsSchema,
    async ({
      config,
      weights,
      prompt,
      options,
    }: {
      config: TransformerConfig;
      weights: Weights;
      prompt: number[];
      options: BeamOptions;
    }) => {
      const { beamSearch, nextLogitsOf, TransformerLM } = await submission();
      const model = withWeights(new TransformerLM(config), weights);
      return plainResults(await beamSearch(nextLogitsOf(model), prompt, options));
    },
  ),
};

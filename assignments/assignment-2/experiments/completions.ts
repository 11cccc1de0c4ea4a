/** Continues the same prompts at five points of training. */
import { cachedNextLogits, generate, train, TransformerLM } from '#submission';
import { Run, writeFileAtomic } from '@dawnbook/lab';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { modelFrom } from './support/checkpoints.ts';
import { settings } from './support/configs.ts';
import { tokenData } from './support/data.ts';
import { codeVersion, runName } from './support/implementation.ts';
import { readOptions } from './support/options.ts';

const PROMPTS = ['The people', 'We must', 'In the year'];
const NEW_TOKENS = 40;

const options = readOptions();
using run = await Run.open(runName('completions'));
const size = options.model ?? 'small';
const config = settings(size, {}, options.quick);
const data = await tokenData('sotu', config.model.vocabSize, options);
const points = [0, 0.1, 0.25, 0.5, 1].map((share) => Math.round(share * config.maxSteps));

const { result: completions } = await run.step(
  size,
  { config, points, origin: data.origin, codeVersion },
  async (folder) => {
    const outDir = join(folder, 'training');
    const found: { steps: number; texts: string[] }[] = [];
    for (const steps of points) {
      const model =
        steps === 0
          ? new TransformerLM({ ...config.model, seed: config.seed })
          : await trainUntil(steps, outDir);
      const texts: string[] = [];
      for (const prompt of PROMPTS) {
        const { ids } = await generate(cachedNextLogits(model), [...data.tokenizer.encode(prompt)], {
          temperature: 0.8,
          topP: 0.9,
          maxNewTokens: NEW_TOKENS,
          seed: 1,
        });
        texts.push(data.tokenizer.decode(ids));
      }
      found.push({ steps, texts });
    }
    await rm(outDir, { recursive: true });
    return found;
  },
);
const shown = completions
  .map(({ steps, texts }) => [`## after ${steps} steps`, ...texts].join('\n\n'))
  .join('\n\n');
await writeFileAtomic(join(run.folder, `${size}.md`), `${shown}\n`);
run.progress.note(`\n${shown}`);

/** One run, with its schedule, stopped and resumed: the model is as it was after so many steps. */
async function trainUntil(steps: number, outDir: string): Promise<TransformerLM> {
  const stop = new AbortController();
  const { checkpoint } = await run.progress.phase(
    `training until step ${steps}`,
    { total: steps, unit: 'steps' },
    (phase) =>
      train(
        {
          ...config,
          logEvery: 1,
          trainData: data.train,
          validationData: data.validation,
          outDir,
          resume: true,
        },
        {
          signal: stop.signal,
          onLog: ({ step }) => {
            phase.update(step + 1);
            if (step + 1 === steps) stop.abort();
          },
        },
      ),
  );
  return (await modelFrom(checkpoint, config.model)).model;
}

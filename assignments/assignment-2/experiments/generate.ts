/** Writes text with the model of `train-lm`: sampled, greedy, and by beams. */
import { beamSearchCached, cachedNextLogits, generate, logProbsOfNext } from '#submission';
import { Run, writeFileAtomic } from '@dawnbook/lab';
import { noGrad, tensor } from '@dawnbook/tensor';
import { join } from 'node:path';
import { trainedModel } from './support/checkpoints.ts';
import { tokenData } from './support/data.ts';
import { runName } from './support/implementation.ts';
import { readOptions } from './support/options.ts';

const PROMPT = 'The people of the United States';
const NEW_TOKENS = 256;
const BEAM_TOKENS = 48;

const options = readOptions();
using run = await Run.open(runName('generate'));
const size = options.model ?? 'small';
const { model } = await trainedModel('train-lm', size);
const { vocabSize, contextLength } = model.config;
const { tokenizer } = await tokenData('sotu', vocabSize, options);
const prompt = [...tokenizer.encode(PROMPT)];

/** Mean loss of what was written, in windows as the model saw them. */
async function meanLoss(ids: readonly number[]): Promise<number> {
  let sum = 0;
  let count = 0;
  for (let start = 0; start + 1 < ids.length; start += contextLength - 1) {
    const window = tensor(Int32Array.from(ids.slice(start, start + contextLength)), [
      1,
      Math.min(contextLength, ids.length - start),
    ]);
    const logProbs = await noGrad(() => logProbsOfNext(model.forward(window), window)).data();
    for (const logProb of logProbs) sum -= logProb;
    count += logProbs.length;
  }
  return sum / count;
}

const samplings = [
  ['sampled, τ = 0.8, p = 0.9', { temperature: 0.8, topP: 0.9 }],
  ['sampled, τ = 1', { temperature: 1 }],
  ['greedy', { temperature: 0 }],
] as const;
const texts: string[] = [];
for (const [title, sampling] of samplings) {
  const { ids } = await run.progress.phase(title, {}, () =>
    generate(cachedNextLogits(model), prompt, { ...sampling, maxNewTokens: NEW_TOKENS, seed: 1 }),
  );
  texts.push(`## ${title}\n\nmean loss ${(await meanLoss(ids)).toFixed(3)}\n\n${tokenizer.decode(ids)}`);
}
for (const [title, more] of [
  ['four beams', {}],
  ['four beams, no trigram twice', { noRepeatNgramSize: 3 }],
] as const) {
  const results = await run.progress.phase(title, {}, () =>
    beamSearchCached(model, prompt, {
      numBeams: 4,
      numReturnSequences: 4,
      maxNewTokens: BEAM_TOKENS,
      ...more,
    }),
  );
  const shown = results.map(
    ({ tokens, meanLoss: loss }) => `mean loss ${loss.toFixed(3)}\n\n${tokenizer.decode(tokens)}`,
  );
  texts.push(`## ${title}\n\n${shown.join('\n\n')}`);
}
const path = join(run.folder, `${size}.md`);
await writeFileAtomic(path, `${texts.join('\n\n')}\n`);
run.progress.note(`\n${texts.join('\n\n')}\n\nAlso in ${path}`);

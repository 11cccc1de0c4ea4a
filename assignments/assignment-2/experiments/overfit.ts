/** Lets the nano model learn one batch by heart: the first thing to try. */
import {
  AdamW,
  clipGradNorm,
  cosineSchedule,
  crossEntropy,
  getBatch,
  TokenSource,
  TransformerLM,
} from '#submission';
import { linePlot, Run, savePlot } from '@dawnbook/lab';
import { scope, type Tensor } from '@dawnbook/tensor';
import { join } from 'node:path';
import { CONFIGS } from './support/configs.ts';
import { tokenData } from './support/data.ts';
import { codeVersion, runName } from './support/implementation.ts';
import { readOptions } from './support/options.ts';

const STEPS = 150;
const EXPECTED: Readonly<Record<number, string>> = { 25: '1.9', 50: '0.02', 150: '0.003' };

const options = readOptions();
using run = await Run.open(runName('overfit'));
const { model: config, batchSize, lr } = CONFIGS.nano;
const data = await tokenData('sotu', config.vocabSize, options);

const { result: losses } = await run.step('nano', { lr, STEPS, origin: data.origin, codeVersion }, () =>
  run.progress.phase('one batch', { total: STEPS, unit: 'steps' }, async (phase) => {
    const source = await TokenSource.open(data.train);
    const { inputs, targets } = await getBatch(source, {
      batchSize,
      contextLength: config.contextLength,
      seed: 0,
      step: 0,
    });
    await source.close();
    const model = new TransformerLM({ ...config, seed: 0 });
    const optimizer = new AdamW(model.parameters(), { betas: [0.9, 0.95], weightDecay: 0.1 });
    const found: number[] = [];
    const schedule = { maxLr: lr, minLr: lr / 10, warmupSteps: STEPS / 10, cosineSteps: STEPS };
    for (let step = 0; step < STEPS; step++) {
      optimizer.lr = cosineSchedule(step, schedule);
      using loss: Tensor = scope(() => {
        const value = crossEntropy(model.forward(inputs), targets);
        value.backward();
        clipGradNorm(model.parameters(), 1);
        optimizer.step();
        optimizer.zeroGrad();
        return value;
      });
      found.push(await loss.item());
      phase.update(step + 1);
    }
    return found;
  }),
);
await savePlot(
  linePlot({
    title: 'One batch, learned by heart',
    x: { title: 'step' },
    y: { title: 'training loss (nats per token)', scale: 'log10' },
    series: [{ name: 'nano', points: losses.map((loss, step) => [step, loss] as const) }],
  }),
  join(run.folder, 'loss'),
);
for (const [step, expected] of Object.entries(EXPECTED)) {
  run.progress.note(
    `  after ${step} steps: ${losses[Number(step) - 1]!.toFixed(4)} (expected about ${expected})`,
  );
}

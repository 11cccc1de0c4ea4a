/**
 * Trains a classifier of handwritten digits on your own autograd. With `--backend tensor` also on `@dawnbook/tensor`, from
 * the same weights, and compares the two.
 */
import { linePlot, Run, savePlot } from '@dawnbook/lab';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Digits, PIXELS, seeded, shuffled, SIDE, splitDigits, take } from './support/digits.ts';
import { codeVersion, runName } from './support/implementation.ts';
import { ownTrainer } from './support/own-trainer.ts';
import { savePicture } from './support/picture.ts';
import { tensorTrainer } from './support/tensor-trainer.ts';
import type { Trainer } from './support/trainer.ts';

const LR = 0.1;
const BATCH = 64;
const EPOCHS = 5;
const TEST_COUNT = 2_000;
/** What a right implementation reaches, whatever the seed, with some room below. */
const EXPECTED = { first: 0.75, last: 0.89 } as const;
/** As long as two implementations have the same losses up to rounding: chaos is slow at first. */
const COMPARED_STEPS = 20;

interface Training {
  /** Loss of each step. */
  losses: number[];
  /** Test accuracy after each epoch. */
  accuracies: number[];
  /** The 16 test digits with the largest losses. */
  worst: { index: number; label: number; prediction: number; loss: number }[];
}

const { values: options } = parseArgs({
  options: { backend: { type: 'string', default: 'own' }, seed: { type: 'string', default: '1' } },
});
if (!['own', 'tensor'].includes(options.backend)) {
  throw new RangeError(`--backend is ${options.backend}; this experiment has: own, tensor`);
}
const seed = Number(options.seed);
if (!Number.isSafeInteger(seed) || seed < 0)
  throw new RangeError(`--seed is ${options.seed}; it must be a whole number`);

using run = await Run.open(runName('mnist'));
const { progress } = run;
const { train, test } = await progress.phase('reading digits', {}, () =>
  splitDigits(seeded(seed), TEST_COUNT),
);
const inputs = { seed, lr: LR, batch: BATCH, epochs: EPOCHS, digits: train.labels.length };

const own = await run.step('own', { ...inputs, codeVersion }, () =>
  training('own autograd', ownTrainer(seed, LR).trainer),
);
report('own autograd', own.result);
const results = [{ name: 'own autograd', result: own.result }];
if (options.backend === 'tensor') {
  const other = await run.step('tensor', { ...inputs, codeVersion }, () =>
    training('@dawnbook/tensor', tensorTrainer(ownTrainer(seed, LR).initial, LR)),
  );
  report('@dawnbook/tensor', other.result);
  results.push({ name: '@dawnbook/tensor', result: other.result });
  compare(own.result, other.result);
}

await savePlot(
  linePlot({
    title: 'Loss of each step',
    subtitle: 'cross-entropy of a batch of 64 digits',
    x: { title: 'step' },
    y: { title: 'loss (nats)' },
    series: results.map(({ name, result }, i) => ({
      name,
      // The second curve lies on the first.
      style: i === 0 ? 'line' : 'dashed',
      points: result.losses.map((loss, step) => [step + 1, loss] as const),
    })),
  }),
  join(run.folder, 'loss'),
);
await savePlot(
  linePlot({
    title: 'Accuracy on digits that were not trained on',
    x: { title: 'epoch', ticks: Array.from({ length: EPOCHS }, (_, epoch) => epoch + 1), format: 'd' },
    y: { title: 'accuracy' },
    series: results.map(({ name, result }, i) => ({
      name,
      style: i === 0 ? 'line' : 'points',
      points: result.accuracies.map((accuracy, epoch) => [epoch + 1, accuracy] as const),
    })),
  }),
  join(run.folder, 'accuracy'),
);
await savePicture(grid(own.result), join(run.folder, 'worst-digits.png'), 4);
progress.note(`\nPlots and the worst digits are in ${run.folder}`);

async function training(title: string, trainer: Trainer): Promise<Training> {
  const random = seeded(seed + 1);
  const count = train.labels.length;
  const steps = EPOCHS * Math.ceil(count / BATCH);
  const losses: number[] = [];
  const accuracies: number[] = [];
  let outcome = { losses: [] as number[], predictions: [] as number[] };
  await progress.phase(`training on ${title}`, { total: steps, unit: 'steps' }, async (phase) => {
    for (let epoch = 0; epoch < EPOCHS; epoch++) {
      const order = shuffled(count, random);
      for (let start = 0; start < count; start += BATCH) {
        const loss = await trainer.step(take(train, order.slice(start, start + BATCH)));
        losses.push(loss);
        run.log.append({ event: 'step', backend: title, step: losses.length, loss });
        phase.update(losses.length);
      }
      outcome = await trainer.evaluate(test);
      const accuracy = share(outcome.predictions, test);
      accuracies.push(accuracy);
      run.log.append({ event: 'epoch', backend: title, epoch: epoch + 1, accuracy });
    }
  });
  const worst = outcome.losses
    .map((loss, index) => ({
      index,
      label: test.labels[index]!,
      prediction: outcome.predictions[index]!,
      loss,
    }))
    .toSorted((a, b) => b.loss - a.loss)
    .slice(0, 16);
  return { losses, accuracies, worst };
}

function share(predictions: readonly number[], { labels }: Digits): number {
  return predictions.filter((prediction, i) => prediction === labels[i]).length / labels.length;
}

function report(name: string, { accuracies, losses, worst }: Training): void {
  progress.note(`  ${name}: test accuracy ${accuracies.map((value) => value.toFixed(4)).join(', ')}`);
  progress.note(`    last loss ${losses.at(-1)!.toFixed(4)}`);
  progress.note(
    `    worst digits (label → prediction): ${worst.map((one) => `${one.label}→${one.prediction}`).join(' ')}`,
  );
  if (accuracies[0]! < EXPECTED.first) {
    progress.note(`    ⚠ after the first epoch, at least ${EXPECTED.first} is expected; something is wrong`);
  }
  if (accuracies.at(-1)! < EXPECTED.last) {
    progress.note(`    ⚠ after the last epoch, at least ${EXPECTED.last} is expected; something is wrong`);
  }
}

function compare(first: Training, second: Training): void {
  const differences = first.losses
    .slice(0, COMPARED_STEPS)
    .map((loss, i) => Math.abs(loss - second.losses[i]!));
  const largest = Math.max(...differences);
  const verdict = largest <= 1e-4 ? 'they agree' : '⚠ more than 1e-4: one of them is wrong';
  progress.note(
    `  largest difference of the first ${COMPARED_STEPS} losses: ${largest.toExponential(2)}; ${verdict}`,
  );
}

/** The worst digits in four rows of four, the worst one first. */
function grid({ worst }: Training) {
  const { pixels } = take(
    test,
    worst.map(({ index }) => index),
  );
  const width = 4 * SIDE;
  const data = new Float32Array(width * width);
  for (const i of worst.keys()) {
    for (let p = 0; p < PIXELS; p++) {
      const y = Math.floor(i / 4) * SIDE + Math.floor(p / SIDE);
      data[y * width + (i % 4) * SIDE + (p % SIDE)] = pixels[i * PIXELS + p]!;
    }
  }
  return { shape: [width, width], data };
}

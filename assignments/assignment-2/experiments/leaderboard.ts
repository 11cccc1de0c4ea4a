/** Trains a configuration of your own within a budget of 350 GFLOPs. */
import { forwardFlops } from '#submission';
import { Run, writeFileAtomic } from '@dawnbook/lab';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Changes, settings } from './support/configs.ts';
import { runName } from './support/implementation.ts';
import { plotCurves, trainMember } from './support/members.ts';
import { readOptions } from './support/options.ts';
import { verify } from './support/verify.ts';

const BUDGET = 350e9;

const options = readOptions();
using run = await Run.open(runName('leaderboard'));
const changes =
  options.config === undefined ? {} : (JSON.parse(await readFile(options.config, 'utf8')) as Changes);
const config = settings('small', changes);
const { model, batchSize, maxSteps } = config;
const sequences = batchSize * maxSteps;
const flops =
  3 * sequences * forwardFlops({ ...model, dFf: model.dFf ?? 4 * model.dModel }, model.contextLength).total;
if (flops > BUDGET) {
  throw new RangeError(
    `this run takes ${(flops / 1e9).toFixed(1)} GFLOPs (${sequences} sequences of ${model.contextLength} tokens); the ` +
      `budget is ${BUDGET / 1e9}`,
  );
}
const member = await trainMember(run, 'entry', config, options);
await plotCurves(run, 'My entry', [member]);
const { loss, bitsPerByte } = await verify('leaderboard', 'entry', options);
const summary = { bitsPerByte, loss, flops, config };
await writeFileAtomic(join(run.folder, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
run.progress.note(
  `  ${bitsPerByte.toFixed(3)} bits per byte on all windows, ${(flops / 1e9).toFixed(1)} GFLOPs`,
);

/** Trains with equal numbers of tokens in small and in large batches. */
import { Run } from '@dawnbook/lab';
import { settings } from './support/configs.ts';
import { runName } from './support/implementation.ts';
import { type Member, plotCurves, plotFinal, printTable, trainSeeds } from './support/members.ts';
import { readOptions } from './support/options.ts';

const RUNS: readonly (readonly [batchSize: number, maxSteps: number, lr: number, expected: string])[] = [
  [4, 1200, 3e-3, '3.85'],
  [16, 300, 3e-3, '4.13'],
  [64, 75, 3e-3, '4.99'],
  [256, 19, 3e-3, '5.74'],
  [64, 75, 1e-2, '4.12'],
  [64, 75, 3e-2, '3.86'],
  [64, 75, 1e-1, '3.85'],
  [256, 19, 1e-2, '5.08'],
  [256, 19, 3e-2, '4.32'],
  [256, 19, 1e-1, '4.4 to 4.7'],
];

const options = readOptions();
using run = await Run.open(runName('batch-size'));
const plan = options.full ? [[1, 4800, 3e-3, '3.9'] as const, ...RUNS] : RUNS;
const byRate = new Map<number, (readonly [number, Member])[]>();
const expected: Record<string, string> = {};
for (const [batchSize, maxSteps, lr, loss] of plan) {
  const name = `batch-${batchSize}-lr-${lr}`;
  const make = (seed: number) => settings('nano', { batchSize, maxSteps, lr, seed }, options.quick);
  const points = byRate.get(lr) ?? [];
  for (const member of await trainSeeds(run, name, make, options)) points.push([batchSize, member]);
  byRate.set(lr, points);
  expected[name] = loss;
}
const members = [...byRate.values()].flatMap((points) => points.map(([, member]) => member));
await plotCurves(run, 'Equal tokens, different batches', members);
await plotFinal(
  run,
  'Final loss over the batch size, at equal tokens',
  { title: 'sequences per batch', scale: 'log2' },
  Array.from(byRate, ([lr, points]) => ({ name: `rate ${lr}`, points })),
);
printTable(run, members, expected);
for (const { name, validation } of members) {
  const last = validation.at(-1);
  if (last !== undefined) run.progress.note(`  ${name}: ${Math.round(last.tokens / last.seconds)} tokens/s`);
}

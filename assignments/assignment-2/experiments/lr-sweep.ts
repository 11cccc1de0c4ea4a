/** Trains at eight learning rates: how wide is the valley? */
import { Run } from '@dawnbook/lab';
import { settings } from './support/configs.ts';
import { runName } from './support/implementation.ts';
import { type Member, plotCurves, plotFinal, printTable, trainSeeds } from './support/members.ts';
import { readOptions } from './support/options.ts';

const RATES = [3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 3e-1, 1];
const EXPECTED = {
  nano: [5.54, 4.92, 4.13, 3.77, 3.66, 3.75, 3.89, 5.02],
  small: [5.91, 5.13, 4.3, 4.0, 3.97, 4.08, undefined, 5.99],
  gpu: [],
};

const options = readOptions();
using run = await Run.open(runName('lr-sweep'));
const size = options.model ?? 'nano';
const points: (readonly [number, Member])[] = [];
const expected: Record<string, string> = {};
for (const [i, lr] of RATES.entries()) {
  const name = `${size}-lr-${lr}`;
  const found = await trainSeeds(run, name, (seed) => settings(size, { lr, seed }, options.quick), options);
  points.push(...found.map((member) => [lr, member] as const));
  expected[name] = EXPECTED[size][i]?.toFixed(2) ?? '';
}
const members = points.map(([, member]) => member);
await plotCurves(run, `Learning rates, ${size}`, members);
await plotFinal(
  run,
  `Final loss over the learning rate, ${size}`,
  { title: 'learning rate', scale: 'log10' },
  [{ name: size, points }],
);
printTable(run, members, expected);

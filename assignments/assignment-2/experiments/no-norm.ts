/** Takes the norms away, at three learning rates. */
import { Run } from '@dawnbook/lab';
import { settings } from './support/configs.ts';
import { runName } from './support/implementation.ts';
import { type Member, plotCurves, printTable, trainSeeds } from './support/members.ts';
import { readOptions } from './support/options.ts';

const RUNS = [
  ['pre', 1e-2, 1, '3.78'],
  ['none', 1e-2, 1, '3.75'],
  ['pre', 3e-2, 1, '3.68'],
  ['none', 3e-2, 1, '3.68'],
  ['pre', 1e-1, 1, '3.74'],
  ['none', 1e-1, 1, '4.1 to 4.2'],
  ['pre', 1e-1, null, '3.74'],
  ['none', 1e-1, null, 'an explosion'],
] as const;

const options = readOptions();
using run = await Run.open(runName('no-norm'));
const members: Member[] = [];
const expected: Record<string, string> = {};
for (const [norm, lr, maxGradNorm, loss] of RUNS) {
  const name = `norm-${norm}-lr-${lr}${maxGradNorm === null ? '-no-clipping' : ''}`;
  const make = (seed: number) => settings('nano', { lr, seed, maxGradNorm, model: { norm } }, options.quick);
  members.push(...(await trainSeeds(run, name, make, options, Math.max(2, options.seeds))));
  expected[name] = loss;
}
// One seed of each: sixteen curves cannot be told from each other.
const shown = members.filter(({ name }) => name.endsWith('-seed-0'));
await plotCurves(run, 'With and without norms, seed 0', shown);
printTable(run, members, expected);

/** Normalizes after the addition instead of before the sublayer, with two and with six layers. */
import { Run } from '@dawnbook/lab';
import { settings } from './support/configs.ts';
import { runName } from './support/implementation.ts';
import { type Member, plotCurves, printTable, trainSeeds } from './support/members.ts';
import { readOptions } from './support/options.ts';

const RUNS = [
  ['pre', 2, '3.77'],
  ['post', 2, '3.77'],
  ['pre', 6, '3.74'],
  ['post', 6, '5.25 (unigrams: 5.26)'],
  ['none', 6, '3.74'],
] as const;

const options = readOptions();
using run = await Run.open(runName('post-norm'));
const members: Member[] = [];
const expected: Record<string, string> = {};
for (const [norm, numLayers, loss] of RUNS) {
  const name = `norm-${norm}-${numLayers}-layers`;
  const make = (seed: number) => settings('nano', { seed, model: { norm, numLayers } }, options.quick);
  members.push(...(await trainSeeds(run, name, make, options)));
  expected[name] = loss;
}
await plotCurves(run, 'Where the norm goes', members);
printTable(run, members, expected);

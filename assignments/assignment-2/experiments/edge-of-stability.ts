/** Raises the learning rate without clipping until training breaks, with and without norms. */
import { Run } from '@dawnbook/lab';
import { settings } from './support/configs.ts';
import { runName } from './support/implementation.ts';
import { type Member, plotCurves, plotFinal, printTable, trainSeeds } from './support/members.ts';
import { readOptions } from './support/options.ts';

const EXPECTED = {
  pre: { 0.03: '3.66', 0.1: '3.75', 0.3: '3.89', 1: 'about 5' },
  none: { 0.03: '3.70', 0.1: 'an explosion', 0.3: '', 1: '' },
} as const;

const options = readOptions();
using run = await Run.open(runName('edge-of-stability'));
const series: { name: string; points: (readonly [number, Member])[] }[] = [];
const expected: Record<string, string> = {};
for (const norm of ['pre', 'none'] as const) {
  const points: (readonly [number, Member])[] = [];
  for (const lr of [0.03, 0.1, 0.3, 1] as const) {
    const name = `norm-${norm}-lr-${lr}`;
    const make = (seed: number) =>
      settings('nano', { lr, seed, maxGradNorm: null, model: { norm } }, options.quick);
    for (const member of await trainSeeds(run, name, make, options)) points.push([lr, member]);
    expected[name] = EXPECTED[norm][lr];
  }
  series.push({ name: `norm: ${norm}`, points });
}
const members = series.flatMap(({ points }) => points.map(([, member]) => member));
await plotCurves(run, 'Without clipping', members, 'training');
await plotFinal(run, 'Where training breaks', { title: 'learning rate', scale: 'log10' }, series);
printTable(run, members, expected);

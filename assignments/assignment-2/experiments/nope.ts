/** Rotary, learned and no positions: on text, and where it matters. */
import { Run } from '@dawnbook/lab';
import { settings } from './support/configs.ts';
import { copyProbe } from './support/copy-probe.ts';
import { codeVersion, runName } from './support/implementation.ts';
import { type Member, plotCurves, printTable, trainSeeds } from './support/members.ts';
import { readOptions } from './support/options.ts';

const KINDS = ['rope', 'learned', 'none'] as const;

const options = readOptions();
using run = await Run.open(runName('nope'));
const members: Member[] = [];
for (const positions of KINDS) {
  const make = (seed: number) => settings('nano', { seed, model: { positions } }, options.quick);
  members.push(...(await trainSeeds(run, positions, make, options, Math.max(2, options.seeds))));
}
const probes: string[] = [];
for (const positions of KINDS) {
  for (const k of [1, 4]) {
    const name = `copy-${positions}-${k}`;
    const { result } = await run.step(name, { positions, k, codeVersion }, () =>
      run.progress.phase(name, { total: 300, unit: 'steps' }, (phase) =>
        copyProbe(positions, k, (step) => phase.update(step)),
      ),
    );
    probes.push(`| ${positions} | ${k} | ${result.loss.toFixed(3)} | ${result.accuracy.toFixed(2)} |`);
  }
}
await plotCurves(run, 'Positions', members);
printTable(run, members, { rope: '3.78', learned: '3.80', none: '3.79' });
const head = [
  '| positions | k | loss of the copy probe (chance 3.47) | accuracy |',
  '| --- | --- | --- | --- |',
];
run.progress.note(`\n${[...head, ...probes].join('\n')}`);
run.progress.note('expected: rope < 0.02; learned < 0.15; none 2.7 (k = 1) and 2.9 (k = 4), accuracy < 0.2');

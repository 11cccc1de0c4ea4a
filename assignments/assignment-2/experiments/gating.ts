/** Compares SwiGLU with a plain SiLU layer of equally many weights, with three seeds. */
import { Run } from '@dawnbook/lab';
import { settings } from './support/configs.ts';
import { runName } from './support/implementation.ts';
import { type Member, plotCurves, printTable, trainSeeds } from './support/members.ts';
import { readOptions } from './support/options.ts';

const options = readOptions();
using run = await Run.open(runName('gating'));
const members: Member[] = [];
for (const [ffn, dFf] of [
  ['swiglu', 88],
  ['silu', 128],
] as const) {
  const make = (seed: number) => settings('nano', { seed, model: { ffn, dFf } }, options.quick);
  members.push(...(await trainSeeds(run, ffn, make, options, Math.max(3, options.seeds))));
}
await plotCurves(run, 'SwiGLU and SiLU', members);
printTable(run, members, { swiglu: '3.78 ± 0.02', silu: '3.85 ± 0.03' });

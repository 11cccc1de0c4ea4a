/**
 * Trains the small language model on State of the Union, or the large one with `--scale gpu`.
 */
import { Run } from '@dawnbook/lab';
import { settings } from './support/configs.ts';
import { runName } from './support/implementation.ts';
import { plotCurves, printTable, trainSeeds } from './support/members.ts';
import { readOptions } from './support/options.ts';

const options = readOptions();
using run = await Run.open(runName('train-lm'));
const size = options.model ?? 'small';
const members = await trainSeeds(run, size, (seed) => settings(size, { seed }, options.quick), options);
await plotCurves(run, `State of the Union, ${size} model`, members);
await plotCurves(run, `State of the Union, ${size} model`, members, 'training');
printTable(run, members, { small: '4.04 ± 0.06', nano: '3.77 ± 0.05' });

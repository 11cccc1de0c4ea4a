/** Trains the small model on Moby Dick, and on State of the Union with a larger vocabulary. */
import { Run } from '@dawnbook/lab';
import { settings } from './support/configs.ts';
import { runName } from './support/implementation.ts';
import { plotCurves, printTable, trainMember } from './support/members.ts';
import { readOptions } from './support/options.ts';

const options = readOptions();
using run = await Run.open(runName('main'));
const small = settings('small', {}, options.quick);
const large = settings('small', { model: { vocabSize: 4096 } }, options.quick);
const members = [
  await trainMember(run, 'sotu-1024', small, options),
  await trainMember(run, 'moby-dick-1024', small, options, 'moby-dick'),
  await trainMember(run, 'sotu-4096', large, options),
];
await plotCurves(run, 'Two corpora, two vocabularies', members);
printTable(run, members, {
  'sotu-1024': '4.04 (1.96 bits per byte)',
  'moby-dick-1024': '4.35 (2.29 bits per byte)',
  'sotu-4096': '5.38 (1.80 bits per byte)',
});

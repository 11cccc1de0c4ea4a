/** Training on State of the Union: all of it, as users would run it. */
import { contest, Progress } from '@dawnbook/lab';
import { availableParallelism } from 'node:os';
import { printResults } from './results.ts';
import { sotuBytes } from './sotu.ts';

const progress = new Progress();
const script = new URL('./train-contestants.ts', import.meta.url);
const megabytes = sotuBytes() / 1e6;
const threads = `up to ${Math.min(availableParallelism(), 8)} threads`;

printResults({
  title: `training 30,000 entries on State of the Union, ${threads}, median of 3`,
  results: await contest({
    script,
    contestants: [
      'this trainer, 30,000',
      'tokenizers (native), 30,000',
      '@anush008/tokenizers (native), 30,000',
    ],
    rounds: 3,
    progress,
  }),
  megabytes,
  outcome: 'entries',
});
printResults({
  title: `training 10,000 merges on State of the Union, ${threads}, median of 3`,
  results: await contest({ script, contestants: ['this trainer, 10,000 merges'], rounds: 3, progress }),
  megabytes,
  outcome: 'entries',
});
printResults({
  title: 'learning 256 merges from the pre-tokens of State of the Union, counted before, one thread',
  results: await contest({
    script,
    contestants: ['this trainer, 512', 'the naive trainer, 512'],
    rounds: 1,
    progress,
  }),
  outcome: 'merges',
});

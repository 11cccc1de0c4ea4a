/** Evaluates the checkpoint of `train-lm` or of `leaderboard` again, and says what it is worth. */
import { Progress } from '@dawnbook/lab';
import { readOptions } from './support/options.ts';
import { verify } from './support/verify.ts';

const options = readOptions();
const progress = new Progress();
const [experiment] = options.positionals;
if (experiment === 'train-lm') {
  const { loss, bitsPerByte } = await verify('train-lm', options.model ?? 'small', options, 64);
  const points = loss <= 4.15 ? 2 : loss <= 4.4 ? 1 : 0;
  progress.note(
    `validation loss ${loss.toFixed(3)}, ${bitsPerByte.toFixed(3)} bits per byte: ${points} of 2 points`,
  );
} else if (experiment === 'leaderboard') {
  const { bitsPerByte } = await verify('leaderboard', 'entry', options);
  const points = bitsPerByte <= 1.85 ? 5 : bitsPerByte <= 1.9 ? 3 : 0;
  progress.note(`${bitsPerByte.toFixed(3)} bits per byte on all windows: ${points} of 5 points`);
} else {
  throw new RangeError(
    `verify what? \`pnpm experiment verify train-lm\` or \`pnpm experiment verify leaderboard\``,
  );
}

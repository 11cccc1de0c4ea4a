import { writeSync } from 'node:fs';

const MEGABYTE = Buffer.alloc(2 ** 20, 'all work and no play makes a dull tokenizer\n');
let flooded = false;

/** Correct, behind half a gigabyte of noise from each of the two processes that it is asked in. */
export function pileHours(rate: number): number {
  if (!(rate > 0)) throw new RangeError('the rate must be positive');
  for (let i = 0; i < 512 && !flooded; i++) writeSync(1, MEGABYTE);
  flooded = true;
  return 825e9 / rate / 3600;
}

export const brokenDecoderInput = {
  then(): never {
    for (let i = 0; i < 256; i++) process.stderr.write(MEGABYTE);
    process.stderr.write('\nthe last words\n');
    process.exit(7);
  },
};

/** Draws what your functions of `rearrange-images` make of six digits. */
import { image1, image2, image3, image4, image5, image6, image7, image8 } from '#submission';
import { Run } from '@dawnbook/lab';
import { join } from 'node:path';
import { CLASSES, loadClasses, PIXELS, SIDE } from './support/digits.ts';
import { runName } from './support/implementation.ts';
import { savePicture } from './support/picture.ts';

/** Red, green and blue of each digit, so that channels can be told apart. */
const TINTS = [
  [1, 0.35, 0.25],
  [1, 0.75, 0.2],
  [0.4, 0.9, 0.3],
  [0.25, 0.85, 0.9],
  [0.4, 0.55, 1],
  [0.9, 0.45, 0.95],
] as const;

using run = await Run.open(runName('pictures'));

const classes = loadClasses();
const data = new Float64Array(TINTS.length * 3 * PIXELS);
for (const [digit, tint] of TINTS.entries()) {
  const pixels = classes[digit % CLASSES]!.subarray(0, PIXELS);
  for (const [channel, amount] of tint.entries()) {
    for (const [p, value] of pixels.entries()) data[(digit * 3 + channel) * PIXELS + p] = amount * value;
  }
}
const x = { shape: [TINTS.length, 3, SIDE, SIDE], data };

const pictures = { image1, image2, image3, image4, image5, image6, image7, image8 };
for (const [name, picture] of Object.entries(pictures)) {
  await savePicture(picture(x), join(run.folder, `${name}.png`));
}
run.progress.note(`The pictures are in ${run.folder}`);

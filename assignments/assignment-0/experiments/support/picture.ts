/** Arrays of numbers from 0 to 1 as PNG files. */
import { writeFileAtomic } from '@dawnbook/lab';
import { PNG } from 'pngjs';

/** An array in row-major order: `[rows, columns]` is grey, `[3, rows, columns]` red, green and blue. */
export interface Picture {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/**
 * Writes a picture, each value as a square of `scale` × `scale` pixels.
 *
 * @throws RangeError when the shape is none of the two
 */
export async function savePicture({ shape, data }: Picture, path: string, scale = 2): Promise<void> {
  const [height = 0, width = 0] = shape.slice(-2);
  const isColour = shape.length === 3 && shape[0] === 3;
  if (!isColour && shape.length !== 2) {
    throw new RangeError(`a picture has the shape [rows, columns] or [3, rows, columns], not [${shape}]`);
  }
  const png = new PNG({ width: width * scale, height: height * scale });
  for (let y = 0; y < png.height; y++) {
    for (let x = 0; x < png.width; x++) {
      const at = Math.floor(y / scale) * width + Math.floor(x / scale);
      for (let channel = 0; channel < 3; channel++) {
        const value = data[(isColour ? channel * height * width : 0) + at]!;
        png.data[(y * png.width + x) * 4 + channel] = Math.round(255 * Math.min(1, Math.max(0, value)));
      }
      png.data[(y * png.width + x) * 4 + 3] = 255;
    }
  }
  await writeFileAtomic(path, PNG.sync.write(png));
}

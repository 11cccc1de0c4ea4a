import { notImplemented } from '@dawnbook/grader';
import type { Tensor } from '@dawnbook/tensor';

/**
 * One matrix for all positions. One line.
 *
 * Handout: README.md#einsum-warm-up
 *
 * @param d - `[..., dIn]`
 * @param a - `[dOut, dIn]`
 * @returns `[..., dOut]`
 */
export function batchedLinear(d: Tensor, a: Tensor): Tensor {
  throw notImplemented('einsum-warm-up');
}

/**
 * Each image at each of several brightnesses. One line.
 *
 * Handout: README.md#einsum-warm-up
 *
 * @param images - `[batch, height, width, channel]`
 * @param dimBy - `[dim]`, factors
 * @returns `[batch, dim, height, width, channel]`
 */
export function dimImages(images: Tensor, dimBy: Tensor): Tensor {
  throw notImplemented('einsum-warm-up');
}

/**
 * Each output pixel is a mixture of all input pixels of its image, the same one in every channel. About 4 lines.
 *
 * Handout: README.md#einsum-warm-up
 *
 * @param images - `[batch, height, width, channel]`
 * @param b - `[height·width, height·width]`; row i says what output pixel i is made of. Pixels are counted row by row
 * @returns `[batch, height, width, channel]`
 */
export function mixPixels(images: Tensor, b: Tensor): Tensor {
  throw notImplemented('einsum-warm-up');
}

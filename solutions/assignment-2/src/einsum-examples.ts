import { einsum, rearrange, type Tensor } from '@dawnbook/tensor';

/**
 * Exercise `einsum-warm-up`: one matrix for all positions.
 *
 * @param d - `[..., dIn]`
 * @param a - `[dOut, dIn]`
 * @returns `[..., dOut]`
 */
export function batchedLinear(d: Tensor, a: Tensor): Tensor {
  return einsum('... dIn, dOut dIn -> ... dOut', d, a);
}

/**
 * Exercise `einsum-warm-up`: each image at each of several brightnesses.
 *
 * @param images - `[batch, height, width, channel]`
 * @param dimBy - `[dim]`
 * @returns `[batch, dim, height, width, channel]`
 */
export function dimImages(images: Tensor, dimBy: Tensor): Tensor {
  return einsum('batch height width channel, dim -> batch dim height width channel', images, dimBy);
}

/**
 * Exercise `einsum-warm-up`: each output pixel is a mixture of all input pixels, the same one in every channel.
 *
 * @param images - `[batch, height, width, channel]`
 * @param b - `[height·width, height·width]`; row i says what output pixel i is made of
 * @returns `[batch, height, width, channel]`
 */
export function mixPixels(images: Tensor, b: Tensor): Tensor {
  const [, height, width] = images.shape as [number, number, number, number];
  const pixels = rearrange(images, 'batch height width channel -> batch (height width) channel');
  const mixed = einsum('batch pixelIn channel, pixelOut pixelIn -> batch pixelOut channel', pixels, b);
  return rearrange(mixed, 'batch (height width) channel -> batch height width channel', { height, width });
}

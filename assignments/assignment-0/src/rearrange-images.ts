import { notImplemented } from '@dawnbook/grader';
import type { Arr } from './arr.ts';

/**
 * All digits below each other: `[b, c, h, w]` → `[c, b·h, w]`.
 *
 * One line.
 *
 * Handout: README.md#rearrange-images
 */
export function image1(x: Arr): Arr {
  throw notImplemented('rearrange-images');
}

/**
 * Digit 0 twice, below itself: `[b, c, h, w]` → `[c, 2·h, w]`.
 *
 * One line.
 *
 * Handout: README.md#rearrange-images
 */
export function image2(x: Arr): Arr {
  throw notImplemented('rearrange-images');
}

/**
 * Digits 0 and 1 below each other, and all of it twice side by side: `[b, c, h, w]` → `[c, 2·h, 2·w]`.
 *
 * One line.
 *
 * Handout: README.md#rearrange-images
 */
export function image3(x: Arr): Arr {
  throw notImplemented('rearrange-images');
}

/**
 * Digit 0 with every row doubled: `[b, c, h, w]` → `[c, 2·h, w]`.
 *
 * One line.
 *
 * Handout: README.md#rearrange-images
 */
export function image4(x: Arr): Arr {
  throw notImplemented('rearrange-images');
}

/**
 * The channels of digit 0 side by side, as one grey picture: `[b, c, h, w]` → `[h, c·w]`.
 *
 * One line.
 *
 * Handout: README.md#rearrange-images
 */
export function image5(x: Arr): Arr {
  throw notImplemented('rearrange-images');
}

/**
 * A grid of two rows with b/2 digits each, in reading order: `[b, c, h, w]` → `[c, 2·h, (b/2)·w]`.
 *
 * One line.
 *
 * Handout: README.md#rearrange-images
 *
 * @throws RangeError when b is odd
 */
export function image6(x: Arr): Arr {
  throw notImplemented('rearrange-images');
}

/**
 * Digit 1 transposed: `[b, c, h, w]` → `[c, w, h]`.
 *
 * One line.
 *
 * Handout: README.md#rearrange-images
 */
export function image7(x: Arr): Arr {
  throw notImplemented('rearrange-images');
}

/**
 * The grid of {@link image6} with every digit half as high and half as wide: each 2 × 2 block becomes its maximum.
 * `[b, c, h, w]` → `[c, 2·(h/2), (b/2)·(w/2)]`.
 *
 * One line.
 *
 * Handout: README.md#rearrange-images
 *
 * @throws RangeError when b, h or w is odd
 */
export function image8(x: Arr): Arr {
  throw notImplemented('rearrange-images');
}

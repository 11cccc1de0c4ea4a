import type { Arr } from './arr.ts';
import { pick, rearrange, reduce, repeat, slice } from './einops.ts';

/** All digits below each other: `[b, c, h, w]` → `[c, b·h, w]`. */
export function image1(x: Arr): Arr {
  return rearrange(x, 'b c h w -> c (b h) w');
}

/** Digit 0 twice, below itself: `[b, c, h, w]` → `[c, 2·h, w]`. */
export function image2(x: Arr): Arr {
  return repeat(pick(x, 0), 'c h w -> c (2 h) w');
}

/** Digits 0 and 1 below each other, and all of it twice side by side: `[b, c, h, w]` → `[c, 2·h, 2·w]`. */
export function image3(x: Arr): Arr {
  return repeat(slice(x, 0, 2), 'b c h w -> c (b h) (2 w)');
}

/** Digit 0 with every row doubled: `[b, c, h, w]` → `[c, 2·h, w]`. */
export function image4(x: Arr): Arr {
  return repeat(pick(x, 0), 'c h w -> c (h 2) w');
}

/** The channels of digit 0 side by side, as one grey picture: `[b, c, h, w]` → `[h, c·w]`. */
export function image5(x: Arr): Arr {
  return rearrange(pick(x, 0), 'c h w -> h (c w)');
}

/**
 * A grid of two rows with b/2 digits each, in reading order: `[b, c, h, w]` → `[c, 2·h, (b/2)·w]`.
 *
 * @throws RangeError when b is odd
 */
export function image6(x: Arr): Arr {
  return rearrange(x, '(rows columns) c h w -> c (rows h) (columns w)', { rows: 2 });
}

/** Digit 1 transposed: `[b, c, h, w]` → `[c, w, h]`. */
export function image7(x: Arr): Arr {
  return rearrange(pick(x, 1), 'c h w -> c w h');
}

/**
 * The grid of {@link image6} with every digit half as high and half as wide: each 2 × 2 block becomes its maximum.
 * `[b, c, h, w]` → `[c, 2·(h/2), (b/2)·(w/2)]`.
 *
 * @throws RangeError when b, h or w is odd
 */
export function image8(x: Arr): Arr {
  return reduce(x, '(rows columns) c (h 2) (w 2) -> c (rows h) (columns w)', 'max', { rows: 2 });
}

import { type Arr, arange } from './arr.ts';
import { rearrange } from './einops.ts';

/** `[[3, 4], [5, 6], [7, 8]]`. */
export function grid3to8(): Arr {
  return rearrange(arange(3, 9), '(h w) -> h w', { h: 3 });
}

/** `[[1, 2, 3], [4, 5, 6]]`. */
export function grid1to6(): Arr {
  return rearrange(arange(1, 7), '(h w) -> h w', { h: 2 });
}

/** The whole numbers from `start` on, in reading order in a grid of `h` rows and `w` columns. */
export function grid(start: number, h: number, w: number): Arr {
  return rearrange(arange(start, start + h * w), '(h w) -> h w', { h, w });
}

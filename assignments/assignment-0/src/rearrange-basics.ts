import { notImplemented } from '@dawnbook/grader';
import type { Arr } from './arr.ts';

/**
 * `[[3, 4], [5, 6], [7, 8]]`.
 *
 * One line.
 *
 * Handout: README.md#rearrange-basics
 */
export function grid3to8(): Arr {
  throw notImplemented('rearrange-basics');
}

/**
 * `[[1, 2, 3], [4, 5, 6]]`.
 *
 * One line.
 *
 * Handout: README.md#rearrange-basics
 */
export function grid1to6(): Arr {
  throw notImplemented('rearrange-basics');
}

/**
 * The whole numbers from `start` on, in reading order in a grid of `h` rows and `w` columns.
 *
 * One line.
 *
 * Handout: README.md#rearrange-basics
 */
export function grid(start: number, h: number, w: number): Arr {
  throw notImplemented('rearrange-basics');
}

import { notImplemented } from '@dawnbook/grader';
import type { Arr } from './arr.ts';

/**
 * Moves the values of `x` to where the pattern says: `rearrange(x, 'b (h w) -> (b w) h', { h: 2 })`.
 *
 * A name is an axis. Names in parentheses are one axis made of several, the first one outermost. `1` is an axis of
 * length 1, which may be on one side only. `...` is any number of axes, and stands on both sides or on none; not in
 * parentheses. Each name is once on each side. Of the names in parentheses on the left, at most one may have a length
 * that is not in `sizes`.
 *
 * About 100 lines.
 *
 * Handout: README.md#own-rearrange
 *
 * @param sizes - lengths of names; they must agree with the shape
 * @throws RangeError with the pattern and the shape when they do not fit; it names what is wrong
 */
export function rearrange(x: Arr, pattern: string, sizes: Readonly<Record<string, number>> = {}): Arr {
  throw notImplemented('own-rearrange');
}

import { notImplemented } from '@dawnbook/grader';
import type { Arr } from './arr.ts';

/**
 * By hand: d = a·b, e = ln c, f = d·e, g = ln f, and the gradients of Σg with respect to a, b and c.
 *
 * The arrays may broadcast; each gradient has the shape of its array.
 *
 * About 9 lines.
 *
 * Handout: README.md#forward-and-back
 */
export function forwardAndBack(a: Arr, b: Arr, c: Arr): { da: Arr; db: Arr; dc: Arr } {
  throw notImplemented('forward-and-back');
}

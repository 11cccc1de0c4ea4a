import { notImplemented } from '@dawnbook/grader';
import type { Arr } from './arr.ts';

/**
 * Backward of x · y with respect to `x`, summed back to the shape of `x`. A number has the shape `[]`.
 *
 * About 3 lines.
 *
 * Handout: README.md#multiply-back
 */
export function multiplyBack0(gradOut: Arr, out: Arr, x: Arr | number, y: Arr | number): Arr {
  throw notImplemented('multiply-back');
}

/**
 * Backward of x · y with respect to `y`, summed back to the shape of `y`. A number has the shape `[]`.
 *
 * About 3 lines.
 *
 * Handout: README.md#multiply-back
 */
export function multiplyBack1(gradOut: Arr, out: Arr, x: Arr | number, y: Arr | number): Arr {
  throw notImplemented('multiply-back');
}

import { notImplemented } from '@dawnbook/grader';
import type { Arr } from './arr.ts';

/**
 * Backward of x + y with respect to `x`.
 *
 * One line.
 *
 * Handout: README.md#arithmetic-backs
 */
export function addBack0(gradOut: Arr, out: Arr, x: Arr | number, y: Arr | number): Arr {
  throw notImplemented('arithmetic-backs');
}

/**
 * Backward of x + y with respect to `y`.
 *
 * One line.
 *
 * Handout: README.md#arithmetic-backs
 */
export function addBack1(gradOut: Arr, out: Arr, x: Arr | number, y: Arr | number): Arr {
  throw notImplemented('arithmetic-backs');
}

/**
 * Backward of x − y with respect to `x`.
 *
 * One line.
 *
 * Handout: README.md#arithmetic-backs
 */
export function subtractBack0(gradOut: Arr, out: Arr, x: Arr | number, y: Arr | number): Arr {
  throw notImplemented('arithmetic-backs');
}

/**
 * Backward of x − y with respect to `y`.
 *
 * One line.
 *
 * Handout: README.md#arithmetic-backs
 */
export function subtractBack1(gradOut: Arr, out: Arr, x: Arr | number, y: Arr | number): Arr {
  throw notImplemented('arithmetic-backs');
}

/**
 * Backward of x / y with respect to `x`: 1/y.
 *
 * One line.
 *
 * Handout: README.md#arithmetic-backs
 */
export function divideBack0(gradOut: Arr, out: Arr, x: Arr | number, y: Arr | number): Arr {
  throw notImplemented('arithmetic-backs');
}

/**
 * Backward of x / y with respect to `y`: −x/y².
 *
 * About 2 lines.
 *
 * Handout: README.md#arithmetic-backs
 */
export function divideBack1(gradOut: Arr, out: Arr, x: Arr | number, y: Arr | number): Arr {
  throw notImplemented('arithmetic-backs');
}

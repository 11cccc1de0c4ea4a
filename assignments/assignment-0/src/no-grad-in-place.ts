import { notImplemented } from '@dawnbook/grader';
import type { Tensor } from './tensor.ts';

/**
 * Runs `fn` while nothing is recorded, and puts the mode back as it was, also when `fn` throws. May be nested.
 *
 * About 9 lines.
 *
 * Handout: README.md#no-grad-in-place
 *
 * @returns what `fn` returns
 * @throws TypeError when `fn` returns a promise: the mode would be back long before it has done its work
 */
export function noGrad<T>(fn: () => T): T {
  throw notImplemented('no-grad-in-place');
}

/**
 * Adds `y` to `x` in place. Both have the same shape. Outside of {@link noGrad}, a tensor that requires a gradient must
 * not be changed. If a graph has saved the old values of `x`, going back through it throws an error that says so.
 *
 * About 8 lines.
 *
 * Handout: README.md#no-grad-in-place
 *
 * @throws RangeError with both shapes when they differ
 * @throws Error when gradients are recorded and `x` requires one
 */
export function addInPlace(x: Tensor, y: Tensor): void {
  throw notImplemented('no-grad-in-place');
}

import { notImplemented } from '@dawnbook/grader';
import type { Tensor } from './tensor.ts';

/**
 * Computes the gradients of `end` with respect to all leaves that require one, and adds them to their `grad`.
 *
 * Tensors that were computed keep `grad` at `null`. The backward function of an argument is called once for each use of
 * a tensor that requires a gradient, when the gradient of the result is complete, and for no other.
 * No two gradients share their numbers, nor do they share them with `endGrad`.
 *
 * About 30 lines.
 *
 * Handout: README.md#backprop
 *
 * @param endGrad - the gradient of the loss with respect to `end`; default: ones
 * @throws RangeError with both shapes when `endGrad` has another shape than `end`
 * @throws Error when `end` requires no gradient: there is nothing to compute
 */
export function backprop(end: Tensor, endGrad?: Tensor): void {
  throw notImplemented('backprop');
}

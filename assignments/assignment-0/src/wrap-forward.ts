import { notImplemented } from '@dawnbook/grader';
import type { Arr } from './arr.ts';
import type { ForwardFn, Tensor } from './tensor.ts';

/** The arguments of a forward function with tensors in the place of arrays. */
export type Lifted<F extends ForwardFn> = LiftAll<Parameters<F>>;

type LiftAll<Args extends unknown[]> = { [K in keyof Args]: Lift<Args[K]> };

type Lift<T> = T extends Arr ? Tensor : T;

/**
 * Turns a function of arrays into one of tensors: unwraps the tensors among the arguments, calls `fn`, wraps the result.
 *
 * The result requires a gradient if gradients are recorded at all (`gradMode.enabled`), `fn` is differentiable, and one
 * of the tensors requires one. Only then it gets a recipe: the function, the unwrapped arguments without the options,
 * the options, and the tensors by their position. Options are a plain object in the last place (`isOptions`).
 *
 * The result never shares its numbers with an argument: if `fn` returns the `data` of one, they are copied.
 *
 * About 20 lines.
 *
 * Handout: README.md#wrap-forward
 */
export function wrapForward<F extends ForwardFn>(
  fn: F,
  isDifferentiable = true,
): (...args: Lifted<F>) => Tensor {
  throw notImplemented('wrap-forward');
}

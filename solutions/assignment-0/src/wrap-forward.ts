import { type Arr, copy } from './arr.ts';
import { gradMode } from './grad-mode.ts';
import { type ForwardFn, isArr, isOptions, makeRecipe, Tensor } from './tensor.ts';

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
 */
export function wrapForward<F extends ForwardFn>(
  fn: F,
  isDifferentiable = true,
): (...args: Lifted<F>) => Tensor {
  return (...tensors) => {
    const parents = new Map<number, Tensor>();
    const values = tensors.map((value: unknown, i) => {
      if (!(value instanceof Tensor)) return value;
      parents.set(i, value);
      return value.arr;
    });
    const result = fn(...(values as never[]));
    const shared = values.some((value) => isArr(value) && value.data === result.data);
    const out = shared ? copy(result) : result;
    const requiresGrad =
      gradMode.enabled && isDifferentiable && parents.values().some((parent) => parent.requiresGrad);
    if (!requiresGrad) return new Tensor(out);

    const options = isOptions(values.at(-1)) ? (values.pop() as object) : {};
    return new Tensor(out, {
      requiresGrad,
      recipe: makeRecipe({ fn, args: values, options, parents }),
    });
  };
}

import { type Arr, copy, full, sameShape } from './arr.ts';
import { add } from './forward.ts';
import { checkSaved } from './no-grad-in-place.ts';
import { backFuncs } from './registry.ts';
import { Tensor } from './tensor.ts';
import { topologicalSort } from './topological-sort.ts';

/**
 * Computes the gradients of `end` with respect to all leaves that require one, and adds them to their `grad`.
 *
 * Tensors that were computed keep `grad` at `null`. The backward function of an argument is called once for each use of
 * a tensor that requires a gradient, when the gradient of the result is complete, and for no other.
 * No two gradients share their numbers, nor do they share them with `endGrad`.
 *
 * @param endGrad - the gradient of the loss with respect to `end`; default: ones
 * @throws RangeError with both shapes when `endGrad` has another shape than `end`
 * @throws Error when `end` requires no gradient: there is nothing to compute
 */
export function backprop(end: Tensor, endGrad?: Tensor): void {
  if (!end.requiresGrad)
    throw new Error('backprop: nothing that this tensor was computed from requires a gradient');
  if (endGrad !== undefined && !sameShape(endGrad.shape, end.shape)) {
    throw new RangeError(
      `backprop: an endGrad of shape [${endGrad.shape}] for a tensor of shape [${end.shape}]`,
    );
  }
  const grads = new Map<Tensor, Arr>([[end, endGrad?.arr ?? full(end.shape, 1)]]);
  for (const node of topologicalSort(end, differentiableParents).toReversed()) {
    const gradOut = grads.get(node)!;
    grads.delete(node);
    const { recipe } = node;
    if (recipe === null) {
      node.grad = new Tensor(node.grad === null ? copy(gradOut) : add(node.grad.arr, gradOut));
      continue;
    }
    checkSaved(recipe);
    for (const [argIndex, parent] of recipe.parents) {
      if (!parent.requiresGrad) continue;
      const back = backFuncs.get(recipe.fn, argIndex);
      const grad = back(gradOut, node.arr, ...([...recipe.args, recipe.options] as never[]));
      const before = grads.get(parent);
      grads.set(parent, before === undefined ? grad : add(before, grad));
    }
  }
}

function differentiableParents({ recipe }: Tensor): Tensor[] {
  return [...(recipe?.parents.values() ?? [])].filter((parent) => parent.requiresGrad);
}

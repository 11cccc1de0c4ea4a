import { sameShape } from './arr.ts';
import { gradMode } from './grad-mode.ts';
import { isArr, type Recipe, type Tensor } from './tensor.ts';
import { bumpVersion, versionOf } from './versions.ts';

/**
 * Runs `fn` while nothing is recorded, and puts the mode back as it was, also when `fn` throws. May be nested.
 *
 * @returns what `fn` returns
 * @throws TypeError when `fn` returns a promise: the mode would be back long before it has done its work
 */
export function noGrad<T>(fn: () => T): T {
  const before = gradMode.enabled;
  gradMode.enabled = false;
  try {
    const result = fn();
    if (result instanceof Promise) throw new TypeError('noGrad: an async function is not possible here');
    return result;
  } finally {
    gradMode.enabled = before;
  }
}

/**
 * Adds `y` to `x` in place. Both have the same shape. Outside of {@link noGrad}, a tensor that requires a gradient must
 * not be changed. If a graph has saved the old values of `x`, going back through it throws an error that says so.
 *
 * @throws RangeError with both shapes when they differ
 * @throws Error when gradients are recorded and `x` requires one
 */
export function addInPlace(x: Tensor, y: Tensor): void {
  if (!sameShape(x.shape, y.shape)) {
    throw new RangeError(`addInPlace: y of shape [${y.shape}] into x of shape [${x.shape}]`);
  }
  if (gradMode.enabled && x.requiresGrad) {
    throw new Error('addInPlace: x requires a gradient; change it within noGrad');
  }
  for (let i = 0; i < x.arr.data.length; i++) x.arr.data[i]! += y.arr.data[i]!;
  bumpVersion(x.arr);
}

/**
 * Called by backpropagation before it uses what a recipe has saved.
 *
 * @throws Error when an argument was changed in place after the recipe was made
 */
export function checkSaved({ fn, args, versions }: Recipe): void {
  for (const [i, arg] of args.entries()) {
    if (isArr(arg) && versionOf(arg) !== versions[i]) {
      throw new Error(
        `backward: argument ${i} of '${fn.name}' was changed in place after it was used: its values are needed, and gone`,
      );
    }
  }
}

/** Tensors: arrays that remember how they were made. Finished; `ops.ts` gives them their methods. */
import { type Arr, arr, copy, sizeOf } from './arr.ts';
import { versionOf } from './versions.ts';

/** A function that computes an array from arrays, numbers, lists, and (last) an object of options. */
export type ForwardFn = (...args: never[]) => Arr;

/**
 * The gradient with respect to one argument of a forward function. It is called with the gradient of the result, the
 * result, the arguments, and (last) the options; `{}` when there were none.
 */
export type BackFn = (gradOut: Arr, out: Arr, ...args: never[]) => Arr;

/** How a tensor was computed. */
export interface Recipe {
  readonly fn: ForwardFn;
  /** What `fn` was called with, tensors unwrapped, without the options. */
  readonly args: readonly unknown[];
  /** The options that `fn` was called with; `{}` when there were none. */
  readonly options: object;
  /** The tensors among the arguments, by position. */
  readonly parents: ReadonlyMap<number, Tensor>;
  /** For each argument, how often it had been changed in place when it was used. */
  readonly versions: readonly number[];
}

/** Makes a recipe, and notes the version of every array in it. */
export function makeRecipe(recipe: Omit<Recipe, 'versions'>): Recipe {
  return { ...recipe, versions: recipe.args.map((arg) => (isArr(arg) ? versionOf(arg) : 0)) };
}

/** An array that takes part in a graph. */
export class Tensor {
  readonly arr: Arr;
  requiresGrad: boolean;
  /** The sum of all gradients that reached this leaf. */
  grad: Tensor | null = null;
  /** How it was computed; `null` for a leaf. */
  readonly recipe: Recipe | null;

  constructor(
    value: Arr,
    { requiresGrad = false, recipe = null }: { requiresGrad?: boolean; recipe?: Recipe | null } = {},
  ) {
    this.arr = value;
    this.requiresGrad = requiresGrad;
    this.recipe = recipe;
  }

  /** A leaf from numbers in row-major order. */
  static from(
    values: readonly number[] | Float64Array,
    shape?: readonly number[],
    requiresGrad = false,
  ): Tensor {
    return new Tensor(arr(values, shape), { requiresGrad });
  }

  get shape(): readonly number[] {
    return this.arr.shape;
  }

  /** Whether it was made by hand and not computed from tensors that require gradients. */
  get isLeaf(): boolean {
    return this.recipe === null;
  }

  /** The number that a tensor of one element holds. */
  item(): number {
    if (sizeOf(this.shape) !== 1)
      throw new RangeError(`item: a tensor of shape [${this.shape}] is not one number`);
    return this.arr.data[0]!;
  }

  /** A leaf with a copy of the values, cut off from the graph. */
  detach(): Tensor {
    return new Tensor(copy(this.arr));
  }
}

/** Whether a value is an array: an argument that may change in place. */
export function isArr(value: unknown): value is Arr {
  return typeof value === 'object' && value !== null && 'data' in value && value.data instanceof Float64Array;
}

/** Whether a value is an object of options: not a tensor, an array or a list. */
export function isOptions(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !isArr(value) &&
    !(value instanceof Tensor)
  );
}

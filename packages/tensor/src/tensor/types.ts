/** Values that stand for tensors in arguments. */
import type { Tensor } from './tensor.ts';

/** A tensor, or a number that becomes one of its neighbour's type. */
export type TensorLike = Tensor | number;

/** Nested arrays of numbers or booleans. */
export type NestedArray = number | boolean | readonly NestedArray[];

/** Axes: one, several, or (left out) all. */
export type Dims = number | readonly number[];

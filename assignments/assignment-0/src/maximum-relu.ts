import { notImplemented } from '@dawnbook/grader';
import type { Arr } from './arr.ts';
import type { Tensor } from './tensor.ts';

/**
 * Backward of max(x, y) with respect to `x`: the gradient where x is larger, half of it where both are equal.
 *
 * About 4 lines.
 *
 * Handout: README.md#maximum-relu
 */
export function maximumBack0(gradOut: Arr, out: Arr, x: Arr | number, y: Arr | number): Arr {
  throw notImplemented('maximum-relu');
}

/**
 * Backward of max(x, y) with respect to `y`: the gradient where y is larger, half of it where both are equal.
 *
 * About 4 lines.
 *
 * Handout: README.md#maximum-relu
 */
export function maximumBack1(gradOut: Arr, out: Arr, x: Arr | number, y: Arr | number): Arr {
  throw notImplemented('maximum-relu');
}

/**
 * max(x, 0), element by element. So its slope at 0 is ½.
 *
 * About 4 lines.
 *
 * Handout: README.md#maximum-relu
 */
export function relu(x: Tensor): Tensor {
  throw notImplemented('maximum-relu');
}

import { notImplemented } from '@dawnbook/grader';
import type { Arr } from './arr.ts';

/**
 * Backward of −x.
 *
 * One line.
 *
 * Handout: README.md#shape-backs
 */
export function negativeBack(gradOut: Arr, out: Arr, x: Arr): Arr {
  throw notImplemented('shape-backs');
}

/**
 * Backward of exp x. The derivative is `out` itself, so it need not be computed again.
 *
 * One line.
 *
 * Handout: README.md#shape-backs
 */
export function expBack(gradOut: Arr, out: Arr, x: Arr): Arr {
  throw notImplemented('shape-backs');
}

/**
 * Backward of `reshape(x, shape)`.
 *
 * One line.
 *
 * Handout: README.md#shape-backs
 */
export function reshapeBack(gradOut: Arr, out: Arr, x: Arr, shape: readonly number[]): Arr {
  throw notImplemented('shape-backs');
}

/**
 * Backward of `permute(x, axes)`: axis `i` of `out` was axis `axes[i]` of `x`.
 *
 * About 2 lines.
 *
 * Handout: README.md#shape-backs
 */
export function permuteBack(gradOut: Arr, out: Arr, x: Arr, axes: readonly number[]): Arr {
  throw notImplemented('shape-backs');
}

/**
 * Backward of `expand(x, shape)`, which repeats axes of length 1 and adds axes on the left.
 *
 * One line.
 *
 * Handout: README.md#shape-backs
 */
export function expandBack(gradOut: Arr, out: Arr, x: Arr, shape: readonly number[]): Arr {
  throw notImplemented('shape-backs');
}

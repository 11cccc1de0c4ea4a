import type { Arr } from './arr.ts';
import { multiply, negative, permute, reshape } from './forward.ts';
import { unbroadcast } from './unbroadcast.ts';

/** Backward of −x. */
export function negativeBack(gradOut: Arr, _out: Arr, _x: Arr): Arr {
  return negative(gradOut);
}

/** Backward of exp x. The derivative is `out` itself, so it need not be computed again. */
export function expBack(gradOut: Arr, out: Arr, _x: Arr): Arr {
  return multiply(gradOut, out);
}

/** Backward of `reshape(x, shape)`. */
export function reshapeBack(gradOut: Arr, _out: Arr, x: Arr, _shape: readonly number[]): Arr {
  return reshape(gradOut, x.shape);
}

/** Backward of `permute(x, axes)`: axis `i` of `out` was axis `axes[i]` of `x`. */
export function permuteBack(gradOut: Arr, _out: Arr, _x: Arr, axes: readonly number[]): Arr {
  const inverse = axes.map((_, axis) => axes.indexOf(axis));
  return permute(gradOut, inverse);
}

/** Backward of `expand(x, shape)`, which repeats axes of length 1 and adds axes on the left. */
export function expandBack(gradOut: Arr, _out: Arr, x: Arr, _shape: readonly number[]): Arr {
  return unbroadcast(gradOut, x);
}

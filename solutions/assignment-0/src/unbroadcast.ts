import type { Arr } from './arr.ts';
import { sum } from './forward.ts';

/**
 * Sums a gradient back to the shape of an array that was broadcast: over the axes that broadcasting added on the left,
 * which go, and over those that it stretched from length 1, which stay. A copy when there is nothing to sum.
 *
 * @param grad - a gradient in the shape of the result
 * @param like - the array before it was broadcast; only its shape matters
 * @throws RangeError with both shapes when `like` does not broadcast to the shape of `grad`
 */
export function unbroadcast(grad: Arr, like: Arr): Arr {
  const added = grad.shape.length - like.shape.length;
  if (added < 0 || like.shape.some((length, axis) => length !== 1 && length !== grad.shape[axis + added])) {
    throw new RangeError(`unbroadcast: [${like.shape}] does not broadcast to [${grad.shape}]`);
  }
  const stretched = like.shape.flatMap((length, axis) => (length === 1 ? [axis + added] : []));
  const narrow = sum(grad, { dim: stretched, keepdim: true });
  return sum(narrow, { dim: Array.from({ length: added }, (_, axis) => axis) });
}

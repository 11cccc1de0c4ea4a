import type { Arr } from './arr.ts';
import { expand, reshape, type SumOptions } from './forward.ts';

/**
 * Backward of `sum(x, { dim, keepdim })`: each element of `x` was added to one element of `out`, and gets its gradient.
 * `dim` is an axis, a list of axes, or (default) all of them; negative ones count from the end.
 *
 * @returns a new array of the shape of `x`
 * @throws RangeError naming `dim` and the shape when an axis is out of range, or named twice
 */
export function sumBack(gradOut: Arr, _out: Arr, x: Arr, { dim }: SumOptions = {}): Arr {
  const rank = x.shape.length;
  const dims = dim === undefined ? [...x.shape.keys()] : [dim].flat();
  const axes = new Set(dims.map((d) => (d < 0 ? d + rank : d)));
  if (axes.size !== dims.length || axes.values().some((axis) => !(axis in x.shape))) {
    throw new RangeError(`sumBack: dim [${dims}] must name different axes of [${x.shape}]`);
  }
  const kept = x.shape.map((length, axis) => (axes.has(axis) ? 1 : length));
  return expand(reshape(gradOut, kept), x.shape);
}

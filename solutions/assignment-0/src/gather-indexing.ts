import { type Arr, arr, strides } from './arr.ts';
import { einsum, gather, rearrange, repeat } from './einops.ts';

/**
 * What a basket costs: the sum of `prices[item]` over its items.
 *
 * @param prices - `[k]`
 * @throws RangeError naming index and size when an item is out of range
 */
export function totalPrice(prices: Arr, items: readonly number[]): number {
  return einsum('i ->', gather(prices, 0, arr(items))).data[0]!;
}

/**
 * `out[i][j] = matrix[i][indices[i][j]]`: `[m, n]` and `[m, k]` → `[m, k]`.
 *
 * @throws RangeError naming index and size when an index is out of range
 */
export function gather2d(matrix: Arr, indices: Arr): Arr {
  return gather(matrix, 1, indices);
}

/**
 * The elements at a list of coordinates: `out[i] = x[coordinates[i][0]][coordinates[i][1]]…`.
 *
 * @param coordinates - `[count, rank of x]`
 * @throws RangeError naming index and size when a coordinate is out of range
 */
export function atCoordinates(x: Arr, coordinates: Arr): Arr {
  const [count = 0, rank = 0] = coordinates.shape;
  for (const [i, index] of coordinates.data.entries()) {
    const size = x.shape[i % rank]!;
    if (!(Number.isInteger(index) && index >= 0 && index < size)) {
      throw new RangeError(
        `atCoordinates: index ${index} is out of range for axis ${i % rank} of size ${size}`,
      );
    }
  }
  const positions = einsum('count axis, axis -> count', coordinates, arr(strides(x.shape)));
  return gather(arr(x.data), 0, arr(positions.data, [count]));
}

/**
 * Rows by number, in the order of the numbers: `[m, n]` → `[k, n]`.
 *
 * @throws RangeError naming index and size when a number is out of range
 */
export function collectRows(matrix: Arr, rows: readonly number[]): Arr {
  return gather(matrix, 0, repeat(arr(rows), 'k -> k n', { n: matrix.shape[1]! }));
}

/**
 * Columns by number, in the order of the numbers: `[m, n]` → `[m, k]`.
 *
 * @throws RangeError naming index and size when a number is out of range
 */
export function collectColumns(matrix: Arr, columns: readonly number[]): Arr {
  return rearrange(collectRows(rearrange(matrix, 'm n -> n m'), columns), 'k m -> m k');
}

import { notImplemented } from '@dawnbook/grader';
import type { Arr } from './arr.ts';

/**
 * What a basket costs: the sum of `prices[item]` over its items.
 *
 * One line.
 *
 * Handout: README.md#gather-indexing
 *
 * @param prices - `[k]`
 * @throws RangeError naming index and size when an item is out of range
 */
export function totalPrice(prices: Arr, items: readonly number[]): number {
  throw notImplemented('gather-indexing');
}

/**
 * `out[i][j] = matrix[i][indices[i][j]]`: `[m, n]` and `[m, k]` → `[m, k]`.
 *
 * One line.
 *
 * Handout: README.md#gather-indexing
 *
 * @throws RangeError naming index and size when an index is out of range
 */
export function gather2d(matrix: Arr, indices: Arr): Arr {
  throw notImplemented('gather-indexing');
}

/**
 * The elements at a list of coordinates: `out[i] = x[coordinates[i][0]][coordinates[i][1]]…`.
 *
 * About 10 lines.
 *
 * Handout: README.md#gather-indexing
 *
 * @param coordinates - `[count, rank of x]`
 * @throws RangeError naming index and size when a coordinate is out of range
 */
export function atCoordinates(x: Arr, coordinates: Arr): Arr {
  throw notImplemented('gather-indexing');
}

/**
 * Rows by number, in the order of the numbers: `[m, n]` → `[k, n]`.
 *
 * One line.
 *
 * Handout: README.md#gather-indexing
 *
 * @throws RangeError naming index and size when a number is out of range
 */
export function collectRows(matrix: Arr, rows: readonly number[]): Arr {
  throw notImplemented('gather-indexing');
}

/**
 * Columns by number, in the order of the numbers: `[m, n]` → `[m, k]`.
 *
 * One line.
 *
 * Handout: README.md#gather-indexing
 *
 * @throws RangeError naming index and size when a number is out of range
 */
export function collectColumns(matrix: Arr, columns: readonly number[]): Arr {
  throw notImplemented('gather-indexing');
}

import type { Arr } from './arr.ts';
import { einsum, map, reduce, repeat } from './einops.ts';

/** Divides each row of `[m, n]` by its length √Σx². A row of zeros stays as it is. */
export function normalizeRows(matrix: Arr): Arr {
  const squares = map((value) => value ** 2, matrix);
  const norms = map(Math.sqrt, reduce(squares, 'm n -> m', 'sum'));
  const spread = repeat(norms, 'm -> m n', { n: matrix.shape[1]! });
  return map((value, norm) => (norm === 0 ? 0 : value / norm), matrix, spread);
}

/** The cosines of the angles between all pairs of rows: `[m, n]` → `[m, m]`. 0 for a row of zeros. */
export function cosineMatrix(matrix: Arr): Arr {
  const rows = normalizeRows(matrix);
  return einsum('i n, j n -> i j', rows, rows);
}

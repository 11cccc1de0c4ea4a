import { notImplemented } from '@dawnbook/grader';
import type { Arr } from './arr.ts';

/**
 * Divides each row of `[m, n]` by its length √Σx². A row of zeros stays as it is.
 *
 * About 4 lines.
 *
 * Handout: README.md#cosine-similarity
 */
export function normalizeRows(matrix: Arr): Arr {
  throw notImplemented('cosine-similarity');
}

/**
 * The cosines of the angles between all pairs of rows: `[m, n]` → `[m, m]`. 0 for a row of zeros.
 *
 * About 2 lines.
 *
 * Handout: README.md#cosine-similarity
 */
export function cosineMatrix(matrix: Arr): Arr {
  throw notImplemented('cosine-similarity');
}

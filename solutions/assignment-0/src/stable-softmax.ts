import { type Arr, arr } from './arr.ts';
import { gather, map, rearrange, reduce, repeat } from './einops.ts';

/**
 * log Σⱼ exp(xᵢⱼ) of each row, without overflow: `[m, n]` → `[m]`. A row that holds nothing but −∞ gives −∞.
 *
 * With M = maxⱼ xᵢⱼ: log Σ exp(x) = M + log Σ exp(x − M), and no exponent is above 0.
 */
export function logsumexp(matrix: Arr): Arr {
  const max = reduce(matrix, 'm n -> m', 'max');
  const shifted = map((x, m) => (x === -Infinity ? 0 : Math.exp(x - m)), matrix, alongRows(max, matrix));
  return map((m, sum) => m + Math.log(sum), max, reduce(shifted, 'm n -> m', 'sum'));
}

/**
 * Softmax of each row: `[m, n]` → `[m, n]`, positive numbers with the sum 1.
 *
 * @throws RangeError when a row holds nothing but −∞
 */
export function softmaxRows(matrix: Arr): Arr {
  return map(Math.exp, logSoftmaxRows(matrix));
}

/**
 * The logarithm of {@link softmaxRows}, without computing the softmax first: xᵢⱼ − logsumexp(xᵢ).
 *
 * @throws RangeError when a row holds nothing but −∞
 */
export function logSoftmaxRows(matrix: Arr): Arr {
  const lse = logsumexp(matrix);
  const row = lse.data.indexOf(-Infinity);
  if (row >= 0) throw new RangeError(`softmax: row ${row} of [${matrix.shape}] holds nothing but -Infinity`);
  return map((x, sum) => x - sum, matrix, alongRows(lse, matrix));
}

/**
 * Cross-entropy of each row: −log of the probability of its label. `[m, n]` → `[m]`; ∞ for an impossible class.
 *
 * @param labels - one class for each row
 * @throws RangeError when a label is out of range, or a row holds nothing but −∞
 */
export function crossEntropyRows(logits: Arr, labels: readonly number[]): Arr {
  const column = arr(labels, [labels.length, 1]);
  return map(
    (logProbability) => -logProbability,
    rearrange(gather(logSoftmaxRows(logits), 1, column), 'm 1 -> m'),
  );
}

/** One value for each row → one for each element. */
function alongRows(perRow: Arr, { shape }: Arr): Arr {
  return repeat(perRow, 'm -> m n', { n: shape[1]! });
}

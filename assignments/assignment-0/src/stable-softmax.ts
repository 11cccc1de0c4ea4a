import { notImplemented } from '@dawnbook/grader';
import type { Arr } from './arr.ts';

/**
 * log Σⱼ exp(xᵢⱼ) of each row, without overflow: `[m, n]` → `[m]`. A row that holds nothing but −∞ gives −∞.
 *
 * With M = maxⱼ xᵢⱼ: log Σ exp(x) = M + log Σ exp(x − M), and no exponent is above 0.
 *
 * About 4 lines.
 *
 * Handout: README.md#stable-softmax
 */
export function logsumexp(matrix: Arr): Arr {
  throw notImplemented('stable-softmax');
}

/**
 * Softmax of each row: `[m, n]` → `[m, n]`, positive numbers with the sum 1.
 *
 * About 2 lines.
 *
 * Handout: README.md#stable-softmax
 *
 * @throws RangeError when a row holds nothing but −∞
 */
export function softmaxRows(matrix: Arr): Arr {
  throw notImplemented('stable-softmax');
}

/**
 * The logarithm of {@link softmaxRows}, without computing the softmax first: xᵢⱼ − logsumexp(xᵢ).
 *
 * About 5 lines.
 *
 * Handout: README.md#stable-softmax
 *
 * @throws RangeError when a row holds nothing but −∞
 */
export function logSoftmaxRows(matrix: Arr): Arr {
  throw notImplemented('stable-softmax');
}

/**
 * Cross-entropy of each row: −log of the probability of its label. `[m, n]` → `[m]`; ∞ for an impossible class.
 *
 * About 6 lines.
 *
 * Handout: README.md#stable-softmax
 *
 * @param labels - one class for each row
 * @throws RangeError when a label is out of range, or a row holds nothing but −∞
 */
export function crossEntropyRows(logits: Arr, labels: readonly number[]): Arr {
  throw notImplemented('stable-softmax');
}

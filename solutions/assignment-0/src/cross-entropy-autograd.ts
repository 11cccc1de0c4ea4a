import { Tensor } from './tensor.ts';

/**
 * Cross-entropy of each example, −log softmax(logits)[label], as a tensor that gradients flow through.
 *
 * Each row is shifted by its maximum, which is a constant for the gradient.
 *
 * @param logits - `[batch, classes]`
 * @param labels - one class for each example
 * @returns `[batch]`
 * @throws RangeError naming the label when it is not a class
 */
export function crossEntropy(logits: Tensor, labels: readonly number[]): Tensor {
  const [batch = 0, classes = 0] = logits.shape;
  for (const label of labels) {
    if (!(Number.isInteger(label) && label >= 0 && label < classes)) {
      throw new RangeError(`crossEntropy: label ${label} is not one of ${classes} classes`);
    }
  }
  const rows = Array.from({ length: batch }, (_, i) => i);
  const max = rows.map((i) => Math.max(...logits.arr.data.subarray(i * classes, (i + 1) * classes)));
  const shifted = logits.subtract(Tensor.from(max, [batch, 1]));
  const logSumExp = shifted.exp().sum({ dim: 1 }).log();
  return logSumExp.subtract(shifted.getitem([rows, labels]));
}

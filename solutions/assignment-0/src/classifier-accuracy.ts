import type { Arr } from './arr.ts';

/**
 * The share of examples whose highest score is at their label. Of equal scores the lowest class wins.
 *
 * @param scores - `[batch, classes]`
 * @param labels - one class for each example
 * @throws RangeError naming the label when it is not a class
 */
export function accuracy(scores: Arr, labels: readonly number[]): number {
  const [batch = 0, classes = 0] = scores.shape;
  let correct = 0;
  for (let i = 0; i < batch; i++) {
    const label = labels[i]!;
    if (!(Number.isInteger(label) && label >= 0 && label < classes)) {
      throw new RangeError(`accuracy: label ${label} of example ${i} is not one of ${classes} classes`);
    }
    const row = scores.data.subarray(i * classes, (i + 1) * classes);
    if (row.indexOf(Math.max(...row)) === label) correct++;
  }
  return correct / batch;
}

import { type Tensor, tensor } from '@dawnbook/tensor';

/**
 * Logits minus `penalty` for each time that the token has occurred.
 *
 * @param logits - `[n, vocab]`
 * @param history - the tokens so far, one list for each row; they may differ in length
 * @throws RangeError if there is not one list per row, or an id is not in the vocabulary
 */
export function applyFrequencyPenalty(
  logits: Tensor,
  history: readonly (readonly number[])[],
  penalty: number,
): Tensor {
  const [numRows, vocabSize] = logits.shape as [number, number];
  if (history.length !== numRows) {
    throw new RangeError(`applyFrequencyPenalty: ${history.length} histories for ${numRows} rows of logits`);
  }
  // Counted here and not on the device: the counts have the same shape at every step, which histories have not.
  const counts = new Float32Array(numRows * vocabSize);
  for (const [row, ids] of history.entries()) {
    for (const id of ids) {
      if (!Number.isInteger(id) || id < 0 || id >= vocabSize) {
        throw new RangeError(
          `applyFrequencyPenalty: id ${id} in history ${row} is not one of ${vocabSize} tokens`,
        );
      }
      counts[row * vocabSize + id]!++;
    }
  }
  return logits.sub(tensor(counts, logits.shape).mul(penalty));
}

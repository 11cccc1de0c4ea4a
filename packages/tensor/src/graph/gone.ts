import { TensorError } from '../errors.ts';
import type { Node } from './node.ts';

/**
 * Values that were there, and cannot be computed again because nobody knows from what.
 *
 * @throws TensorError for the first of them, saying what became of it
 */
export function refuseGone(pending: readonly Node[]): void {
  for (const node of pending) {
    if (node.operation.kind !== 'source') continue;
    const what = `a tensor of shape [${node.shape.join(', ')}] that is needed here`;
    throw new TensorError(
      node.storage?.released === 'overwritten'
        ? `${what} was replaced by assign() before what depends on its old value was computed. Compute that first: ` +
            'realize() or read it before the assign(), or in the same step'
        : `${what} was freed; realize what depends on it before dispose() or the end of the scope`,
    );
  }
}

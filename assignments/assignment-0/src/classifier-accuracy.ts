import { notImplemented } from '@dawnbook/grader';
import type { Arr } from './arr.ts';

/**
 * The share of examples whose highest score is at their label. Of equal scores the lowest class wins.
 *
 * About 10 lines.
 *
 * Handout: README.md#classifier-accuracy
 *
 * @param scores - `[batch, classes]`
 * @param labels - one class for each example
 * @throws RangeError naming the label when it is not a class
 */
export function accuracy(scores: Arr, labels: readonly number[]): number {
  throw notImplemented('classifier-accuracy');
}

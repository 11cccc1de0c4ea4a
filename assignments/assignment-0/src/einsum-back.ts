import { notImplemented } from '@dawnbook/grader';
import type { Arr } from './arr.ts';

/**
 * Backward of `einsum(pattern, ...xs)` with respect to operand `operand`, which is another einsum. The pattern has
 * no `...`.
 *
 * About 30 lines.
 *
 * Handout: README.md#einsum-back
 *
 * @returns an array of the shape of that operand
 */
export function einsumBack(operand: number, gradOut: Arr, pattern: string, ...xs: Arr[]): Arr {
  throw notImplemented('einsum-back');
}

import { notImplemented } from '@dawnbook/grader';

/**
 * One merge applied to one sequence: every occurrence of `left, right` becomes `merged`, from left to right and
 * without overlap. What a merge has produced is not merged again. Linear in the number of ids. About 15 lines.
 *
 * Handout: README.md#merge-pair
 *
 * @returns a new array; `ids` stays as it is.
 */
export function mergePair(ids: readonly number[], left: number, right: number, merged: number): number[] {
  throw notImplemented('merge-pair');
}

import { notImplemented } from '@dawnbook/grader';
export function mergePair(ids: readonly number[], left: number, right: number, merged: number): number[] {
  throw notImplemented('merge-pair');
}

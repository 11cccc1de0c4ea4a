import { notImplemented } from '@dawnbook/grader';
import type { BackFn, ForwardFn } from './tensor.ts';

/**
 * Which backward function belongs to which argument of which forward function. Functions are told apart by identity:
 * two with the same name are two. About 15 lines.
 *
 * Handout: README.md#backward-registry
 */
export class BackwardRegistry {
  /** Notes the backward function of an argument; an earlier one for the same place is replaced. */
  add(fn: ForwardFn, argIndex: number, back: BackFn): void {
    throw notImplemented('backward-registry');
  }

  /**
   * The backward function of an argument.
   *
   * @throws Error naming function and position when there is none
   */
  get(fn: ForwardFn, argIndex: number): BackFn {
    throw notImplemented('backward-registry');
  }
}

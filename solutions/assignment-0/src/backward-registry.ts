import type { BackFn, ForwardFn } from './tensor.ts';

/** Which backward function belongs to which argument of which forward function. */
export class BackwardRegistry {
  readonly #backs = new Map<ForwardFn, Map<number, BackFn>>();

  /** Notes the backward function of an argument; an earlier one for the same place is replaced. */
  add(fn: ForwardFn, argIndex: number, back: BackFn): void {
    const ofFn = this.#backs.get(fn) ?? new Map<number, BackFn>();
    this.#backs.set(fn, ofFn.set(argIndex, back));
  }

  /**
   * The backward function of an argument.
   *
   * @throws Error naming function and position when there is none
   */
  get(fn: ForwardFn, argIndex: number): BackFn {
    const back = this.#backs.get(fn)?.get(argIndex);
    if (back === undefined) {
      throw new Error(`There is no backward function for argument ${argIndex} of '${fn.name}'`);
    }
    return back;
  }
}

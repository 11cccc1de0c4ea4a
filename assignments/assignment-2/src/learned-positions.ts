import { notImplemented } from '@dawnbook/grader';
import { Module, type Parameter, type Tensor } from '@dawnbook/tensor';

/**
 * One vector for each position, whatever the token. About 10 lines.
 *
 * Handout: README.md#learned-positions
 */
export class LearnedPositions extends Module {
  /** `[contextLength, dModel]` */
  readonly weight: Parameter;

  /** @param options - of the first values: `seed`, 0 by default; `std`, 1 by default */
  constructor(contextLength: number, dModel: number, options: { seed?: number; std?: number } = {}) {
    super();
    throw notImplemented('learned-positions');
  }

  /**
   * @param ids - i32 `[..., seq]`; only its shape matters
   * @param options - `offset`: the position of the first token, 0 by default
   * @returns `[..., seq, dModel]`
   * @throws RangeError naming contextLength if a position is not smaller than it
   */
  forward(ids: Tensor, options: { offset?: number } = {}): Tensor {
    throw notImplemented('learned-positions');
  }
}

import { Module, Parameter, type Tensor } from '@dawnbook/tensor';
import { truncatedNormal } from './init.ts';

/** Exercise `learned-positions`: one vector for each position, whatever the token. */
export class LearnedPositions extends Module {
  /** `[contextLength, dModel]` */
  readonly weight: Parameter;

  /** @param options - `std` of the first values, 1 by default */
  constructor(contextLength: number, dModel: number, options: { seed?: number; std?: number } = {}) {
    super();
    const { seed = 0, std = 1 } = options;
    this.weight = new Parameter(truncatedNormal([contextLength, dModel], { std, seed }));
  }

  /**
   * @param ids - i32 `[..., seq]`; only its shape matters
   * @param options - `offset`: the position of the first token, 0 by default
   * @returns `[..., seq, dModel]`
   * @throws RangeError if a position is not smaller than contextLength
   */
  forward(ids: Tensor, options: { offset?: number } = {}): Tensor {
    const { offset = 0 } = options;
    const seq = ids.shape.at(-1)!;
    const [contextLength, dModel] = this.weight.shape as [number, number];
    if (offset + seq > contextLength) {
      throw new RangeError(
        `positions ${offset} to ${offset + seq - 1} are too many for a context length of ${contextLength}`,
      );
    }
    return this.weight.narrow(0, offset, seq).broadcastTo([...ids.shape, dModel]);
  }
}

import { notImplemented } from '@dawnbook/grader';
import { Module, type Parameter, type Tensor } from '@dawnbook/tensor';

/**
 * A table with one vector for each token. No one-hot matrices: memory is the table and what goes in and out.
 * About 6 lines.
 *
 * Handout: README.md#embedding
 */
export class Embedding extends Module {
  /** `[numEmbeddings, embeddingDim]` */
  weight: Parameter;

  /** @param options - of the first values: `seed`, 0 by default; `std`, 1 by default */
  constructor(numEmbeddings: number, embeddingDim: number, options: { seed?: number; std?: number } = {}) {
    super();
    throw notImplemented('embedding');
  }

  /**
   * @param tokenIds - i32 `[...]`
   * @returns `[..., embeddingDim]`
   */
  forward(tokenIds: Tensor): Tensor {
    throw notImplemented('embedding');
  }
}

import { Module, Parameter, type Tensor } from '@dawnbook/tensor';
import { truncatedNormal } from './init.ts';

/** Exercise `embedding`: a table with one vector for each token. */
export class Embedding extends Module {
  /** `[numEmbeddings, embeddingDim]` */
  weight: Parameter;

  /** @param options - `std` of the first values, 1 by default */
  constructor(numEmbeddings: number, embeddingDim: number, options: { seed?: number; std?: number } = {}) {
    super();
    const { seed = 0, std = 1 } = options;
    this.weight = new Parameter(truncatedNormal([numEmbeddings, embeddingDim], { std, seed }));
  }

  /**
   * @param tokenIds - i32 `[...]`
   * @returns `[..., embeddingDim]`
   */
  forward(tokenIds: Tensor): Tensor {
    return this.weight.indexSelect(0, tokenIds);
  }
}

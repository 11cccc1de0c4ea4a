import type { Tensor } from '@dawnbook/tensor';

/** One layer's part of a `KVCache`, as attention sees it. */
export interface LayerCache {
  /** Keys and values of all positions up to now, those of the new tokens included: `[batch, numHeads, contextLength, dHead]`. */
  append(keys: Tensor, values: Tensor): [keys: Tensor, values: Tensor];
  /** Which of them the new tokens may attend to: bool `[numNew, contextLength]`. */
  mask(numNew: number): Tensor;
}

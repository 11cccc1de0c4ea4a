import type { Matrix } from '../data.ts';
import type { KernelWork } from '../kernel-work.ts';
import type { Batch, Weights } from '../model.ts';

/** A library that takes part. */
export interface Engine {
  /** Prepares an operation, and returns what runs it as often as it says and gives the last result's checksum. */
  prepareKernel(work: KernelWork): Promise<() => Promise<number>>;
  /** Prepares training from these weights, and returns what does a step and gives its loss. */
  prepareTraining(weights: Weights<Matrix>): Promise<(batch: Batch) => Promise<number>>;
}

/** Who takes part in what. */
import { kernelWorks } from './kernel-work.ts';

export const engineNames = [
  'tensor',
  'tensor, eager',
  'jax-js',
  'jax-js, eager',
  'jax-js Wasm',
  'PyTorch CPU',
] as const;

/** A library, and how it waits for WebGPU: patiently, if it is not said; see `engines/patience.ts`. */
export type EngineName = (typeof engineNames)[number];

/** A row of the results. */
export interface Work {
  readonly name: string;
  /** How many operations, or steps, one measurement consists of. */
  readonly repetitions: number;
  /** What one of them amounts to, for a speed. */
  readonly amount?: { readonly flops: number } | { readonly bytes: number };
}

/** The steps before these are not measured. */
export const training = { name: 'training step (4 to 10)', firstStep: 4, repetitions: 7 } as const;
/** From nothing: import, device, compilation, and a step. */
export const coldStart = { name: 'cold start (first step)', repetitions: 1 } as const;
/** What takes a second or so. */
export const shortWorks: readonly Work[] = [...kernelWorks, coldStart];

/** The name of an engine's part in a work. */
export function contestant(engine: EngineName, { name }: Work): string {
  return `${name} by ${engine}`;
}

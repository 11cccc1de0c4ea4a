/** Arrays on both sides of the seam: `NDArray` with 32-bit floats for tests, `Arr` with 64-bit ones for submissions. */
import { z } from 'zod';
import type { Arr, Tensor } from '#submission/cpu';

export const submission = () => import('#submission/cpu');

/** An array as tests see it. */
export interface Nd {
  shape: number[];
  data: Float32Array;
}

export const ndSchema: z.ZodType<Nd> = z.object({
  shape: z.array(z.int()),
  data: z.instanceof(Float32Array),
});

/** What a function on arrays may be given. */
export type Arg = Nd | number | string | Arg[] | { [option: string]: number | boolean | number[] };

export function toArr({ shape, data }: Nd): Arr {
  return { shape: [...shape], data: Float64Array.from(data) };
}

/** @throws Error when a submission returned something that is not an array */
export function fromArr(x: Arr, what = 'result'): Nd {
  // Submissions are not type-checked when they are graded.
  if (!Array.isArray(x?.shape) || !(x.data instanceof Float64Array)) {
    throw new Error(`the ${what} is not an Arr, { shape: number[], data: Float64Array }`);
  }
  return { shape: [...x.shape], data: Float32Array.from(x.data) };
}

export function isNd(value: unknown): value is Nd {
  return typeof value === 'object' && value !== null && 'data' in value && value.data instanceof Float32Array;
}

/** Plain arguments as a submission wants them: arrays with 64-bit floats, all else as it is. */
export function toArgs(args: readonly unknown[]): unknown[] {
  return args.map((arg) =>
    isNd(arg) ? toArr(arg) : Array.isArray(arg) ? toArgs(arg) : structuredClone(arg),
  );
}

/** @throws Error when a tensor has no gradient */
export function gradOf(x: Tensor, name: string): Nd {
  if (x.grad === null) throw new Error(`${name} has no gradient`);
  return fromArr(x.grad.arr, `gradient of ${name}`);
}

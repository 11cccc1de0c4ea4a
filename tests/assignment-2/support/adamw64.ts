/** AdamW in float64, one number at a time. */
import type { NDArray } from '@dawnbook/grader';

export interface AdamW64Options {
  lr: number;
  betas?: [number, number];
  eps?: number;
  weightDecay?: number;
}

/**
 * All parameters after each step.
 *
 * @param options - for each parameter its own
 * @param lrs - the rate of each step, if it changes
 */
export function adamw64(
  params: readonly NDArray[],
  gradSeqs: readonly (readonly (NDArray | null)[])[],
  options: readonly AdamW64Options[],
  lrs?: readonly number[],
): Float64Array[][] {
  const state = params.map(({ data }) => ({
    theta: Float64Array.from(data),
    m: new Float64Array(data.length),
    v: new Float64Array(data.length),
    t: 0,
  }));
  return gradSeqs.map((grads, step) => {
    for (const [i, one] of state.entries()) {
      const grad = grads[i]!;
      if (grad === null) continue;
      const { betas: [beta1, beta2] = [0.9, 0.999], eps = 1e-8, weightDecay = 0.01 } = options[i]!;
      const lr = lrs?.[step] ?? options[i]!.lr;
      one.t++;
      for (const [j, g] of grad.data.entries()) {
        one.m[j] = beta1 * one.m[j]! + (1 - beta1) * g;
        one.v[j] = beta2 * one.v[j]! + (1 - beta2) * g * g;
        const mHat = one.m[j] / (1 - beta1 ** one.t);
        const vHat = one.v[j] / (1 - beta2 ** one.t);
        one.theta[j] = one.theta[j]! * (1 - lr * weightDecay) - (lr * mHat) / (Math.sqrt(vHat) + eps);
      }
    }
    return state.map(({ theta }) => theta.slice());
  });
}

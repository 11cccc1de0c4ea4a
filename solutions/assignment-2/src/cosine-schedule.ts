export interface CosineScheduleOptions {
  /** The rate at the end of the warm-up. */
  readonly maxLr: number;
  /** The rate from `cosineSteps` on. */
  readonly minLr: number;
  /** T_w: the rate rises linearly from 0 at step 0 to `maxLr` at this step. */
  readonly warmupSteps: number;
  /** T_c: the rate falls along half a cosine until this step. */
  readonly cosineSteps: number;
}

/**
 * Learning rate of step `t`: linear warm-up, half a cosine down, then constant (Touvron et al. 2023, section 2.3).
 *
 * @throws RangeError if `t` is negative, or `cosineSteps` is less than `warmupSteps`
 */
export function cosineSchedule(t: number, options: CosineScheduleOptions): number {
  const { maxLr, minLr, warmupSteps, cosineSteps } = options;
  if (!(t >= 0)) throw new RangeError(`cosineSchedule: t is ${t}; steps are counted from 0`);
  if (cosineSteps < warmupSteps) {
    throw new RangeError(
      `cosineSchedule: cosineSteps ${cosineSteps} is less than warmupSteps ${warmupSteps}`,
    );
  }
  if (t < warmupSteps) return (t / warmupSteps) * maxLr;
  if (t > cosineSteps) return minLr;
  const progress = cosineSteps === warmupSteps ? 0 : (t - warmupSteps) / (cosineSteps - warmupSteps);
  return minLr + 0.5 * (1 + Math.cos(Math.PI * progress)) * (maxLr - minLr);
}

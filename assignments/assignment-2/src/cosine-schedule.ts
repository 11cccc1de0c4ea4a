import { notImplemented } from '@dawnbook/grader';

export interface CosineScheduleOptions {
  /** The rate at the end of the warm-up. */
  readonly maxLr: number;
  /** The rate after `cosineSteps`. */
  readonly minLr: number;
  /** T_w: the rate rises linearly from 0 at step 0 to `maxLr` at this step. */
  readonly warmupSteps: number;
  /** T_c: the rate falls along half a cosine until this step. */
  readonly cosineSteps: number;
}

/**
 * Learning rate of step `t`: linear warm-up, half a cosine down, then constant. About 8 lines.
 *
 * Handout: README.md#cosine-schedule
 *
 * @throws RangeError if `t` is negative, or `cosineSteps` is less than `warmupSteps`
 */
export function cosineSchedule(t: number, options: CosineScheduleOptions): number {
  throw notImplemented('cosine-schedule');
}

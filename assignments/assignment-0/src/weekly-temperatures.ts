import { notImplemented } from '@dawnbook/grader';
import type { Arr } from './arr.ts';

/**
 * The mean of each week: `[7·weeks]` → `[weeks]`.
 *
 * About 4 lines.
 *
 * Handout: README.md#weekly-temperatures
 *
 * @throws RangeError naming the length when it is not a multiple of 7
 */
export function weeklyMean(temperatures: Arr): Arr {
  throw notImplemented('weekly-temperatures');
}

/**
 * How far each day is from the mean of its week: `[7·weeks]` → `[7·weeks]`.
 *
 * About 4 lines.
 *
 * Handout: README.md#weekly-temperatures
 *
 * @throws RangeError naming the length when it is not a multiple of 7
 */
export function weeklyDifference(temperatures: Arr): Arr {
  throw notImplemented('weekly-temperatures');
}

/**
 * The differences of {@link weeklyDifference}, divided by the standard deviation of the week. The standard deviation
 * divides by n − 1 = 6. A week whose days are all equal becomes zeros.
 *
 * About 7 lines.
 *
 * Handout: README.md#weekly-temperatures
 *
 * @throws RangeError naming the length when it is not a multiple of 7
 */
export function weeklyNormalized(temperatures: Arr): Arr {
  throw notImplemented('weekly-temperatures');
}

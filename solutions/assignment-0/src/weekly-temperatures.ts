import type { Arr } from './arr.ts';
import { map, reduce, repeat } from './einops.ts';

/**
 * The mean of each week: `[7·weeks]` → `[weeks]`.
 *
 * @throws RangeError naming the length when it is not a multiple of 7
 */
export function weeklyMean(temperatures: Arr): Arr {
  checkWeeks('weeklyMean', temperatures);
  return reduce(temperatures, '(week 7) -> week', 'mean');
}

/**
 * How far each day is from the mean of its week: `[7·weeks]` → `[7·weeks]`.
 *
 * @throws RangeError naming the length when it is not a multiple of 7
 */
export function weeklyDifference(temperatures: Arr): Arr {
  checkWeeks('weeklyDifference', temperatures);
  return map((day, mean) => day - mean, temperatures, eachDay(weeklyMean(temperatures)));
}

/**
 * The differences of {@link weeklyDifference}, divided by the standard deviation of the week. The standard deviation
 * divides by n − 1 = 6. A week whose days are all equal becomes zeros.
 *
 * @throws RangeError naming the length when it is not a multiple of 7
 */
export function weeklyNormalized(temperatures: Arr): Arr {
  checkWeeks('weeklyNormalized', temperatures);
  const difference = weeklyDifference(temperatures);
  const squares = map((value) => value ** 2, difference);
  const std = map((sum) => Math.sqrt(sum / 6), reduce(squares, '(week 7) -> week', 'sum'));
  return map((value, deviation) => (deviation === 0 ? 0 : value / deviation), difference, eachDay(std));
}

/** One value for each week → one for each day. */
function eachDay(weekly: Arr): Arr {
  return repeat(weekly, 'week -> (week 7)');
}

function checkWeeks(name: string, { shape }: Arr): void {
  if (shape.length === 1 && shape[0]! % 7 === 0) return;
  throw new RangeError(`${name}: temperatures of shape [${shape}] are not whole weeks, a multiple of 7 days`);
}

/** Numbers for tests: the same for the same seed. */

/** Draws numbers from 0 (included) to 1 (excluded). */
export type Draw = () => number;

/** A linear congruential generator (Numerical Recipes' constants); its upper bits are good enough for test data. */
export function draws(seed: number): Draw {
  let state = (Math.imul(seed + 1, 2_654_435_761) ^ 0x5bd1e995) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}

/** A multiple of 1/64 from `low` to `high`: exact in f32, coarse enough for equal values to occur. */
export const between =
  (low: number, high: number) =>
  (draw: Draw): number =>
    Math.round((low + draw() * (high - low)) * 64) / 64;

/** A whole number from `low` to `high`, both included. */
export const whole =
  (low: number, high: number) =>
  (draw: Draw): number =>
    low + Math.floor(draw() * (high - low + 1));

/** One of the values. */
export const oneOf =
  <T>(...values: readonly T[]) =>
  (draw: Draw): T =>
    values[Math.floor(draw() * values.length)]!;

/** The numbers from 0 to n − 1 in random order. */
export function shuffled(n: number, draw: Draw): number[] {
  const order = Array.from({ length: n }, (_value, index) => index);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(draw() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

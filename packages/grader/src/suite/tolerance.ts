/** `|actual − expected| ≤ atol + rtol · |expected|`, element by element. */
export interface Tolerance {
  readonly rtol: number;
  readonly atol: number;
}

/** Whether one number is within the tolerance of another. NaN is close to NaN, an infinity to itself. */
export function isClose(actual: number, expected: number, { rtol, atol }: Tolerance): boolean {
  if (Object.is(actual, expected) || actual === expected) return true;
  return Number.isFinite(expected) && Math.abs(actual - expected) <= atol + rtol * Math.abs(expected);
}

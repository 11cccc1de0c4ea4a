/** Correct, and always just in time. */
export async function pileHours(rate: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  if (!(rate > 0)) throw new RangeError('the rate must be positive');
  return 825e9 / rate / 3600;
}

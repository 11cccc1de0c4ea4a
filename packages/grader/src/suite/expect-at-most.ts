/**
 * Expects a measured number, a ratio of work or a number of bytes, to stay within a limit.
 *
 * @param what - names the number in the message: `work(16,384) / work(1,024)`
 */
export function expectAtMost(actual: number, limit: number, what: string): void {
  if (actual <= limit) return;
  const error = new Error(`${what} is ${Number(actual.toPrecision(4))}, expected at most ${limit}`);
  Error.captureStackTrace(error, expectAtMost);
  throw error;
}

/** What expectations throw: only a message; the differences are in its words. */
export class ExpectationError extends Error {
  override readonly name = 'AssertionError';
}

/**
 * Fails an expectation.
 *
 * @param caller - the expectation itself: the trace begins at the test that called it
 */
export function failExpectation(message: string, caller: (...args: never) => unknown): never {
  const error = new ExpectationError(message);
  Error.captureStackTrace(error, caller);
  throw error;
}

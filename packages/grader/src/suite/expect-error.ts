import { SubmissionError, SubmissionFailure } from '../judge/failures.ts';
import { NotImplementedError } from '../not-implemented.ts';
import { CodecError } from '../protocol/codec.ts';
import { classNames } from '../submission/thrown.ts';
import { ExpectationError, failExpectation } from './assertion.ts';
import { show } from './show.ts';

/**
 * Expects a call to throw an error of a class, with words in its message. A stub, a crash and a time-out never
 * satisfy it.
 *
 * @param call - the pending call
 * @param className - `RangeError`, `TypeError`, or a class of the assignment; subclasses count
 * @param words - what the message must contain, in any order; a string, or an expression
 */
export async function expectError(
  call: Promise<unknown>,
  className: string,
  ...words: readonly (string | RegExp)[]
): Promise<void> {
  const fail = (message: string): never => failExpectation(message, expectError);
  let value: unknown;
  try {
    value = await call;
  } catch (error) {
    if (error instanceof SubmissionFailure || error instanceof NotImplementedError) throw error;
    // It did not throw: what it returned was refused on our side of the seam.
    if (error instanceof ExpectationError) fail(`expected a ${className}, but ${error.message}`);
    const classes = error instanceof SubmissionError ? error.classes : classNames(error);
    const message = error instanceof Error ? error.message : String(error);
    // It did not throw either: what it returned could not be sent.
    if (classes[0] === CodecError.name) fail(`expected a ${className}, but ${message}`);
    const thrown = `${classes[0] ?? 'a value that is not an Error'}: ${show(message)}`;
    if (!classes.includes(className)) fail(`expected a ${className}, but it threw ${thrown}`);
    for (const word of words) {
      const found = typeof word === 'string' ? message.includes(word) : word.test(message);
      if (!found)
        fail(`the message of the ${className} should contain ${String(word)}, but it threw ${thrown}`);
    }
    return;
  }
  fail(`expected a ${className}, but it returned ${show(value)}`);
}

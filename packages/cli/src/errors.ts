import { EXIT } from './exit-codes.ts';

/**
 * Something that the person in front of the terminal can put right. Its message is one line: what is wrong, and what to
 * do about it.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** What `error` is to a shell. */
export function exitCodeOf(error: unknown): number {
  return error instanceof UserError ? EXIT.usage : EXIT.internal;
}

/** What `error` is to a person. Only an error of Dawnbook itself comes with the place where it happened. */
export function errorText(error: unknown): string {
  if (error instanceof UserError) return error.message;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `an error of Dawnbook itself, please report it.\n${text}`;
}

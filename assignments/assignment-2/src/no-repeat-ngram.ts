import { notImplemented } from '@dawnbook/grader';

/**
 * The tokens that would complete an n-gram which is in the history already. Linear in the length. About 10 lines.
 *
 * Handout: README.md#no-repeat-ngram
 *
 * @returns ascending, without repetition
 * @throws RangeError if n is less than 1
 */
export function bannedTokens(history: readonly number[], n: number): number[] {
  throw notImplemented('no-repeat-ngram');
}

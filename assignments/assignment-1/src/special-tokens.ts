import { notImplemented } from '@dawnbook/grader';

/** A stretch of text: one special token, or what lies between two of them. */
export interface TextPart {
  text: string;
  special: boolean;
}

/**
 * Cuts text at special tokens. Left to right; where several of them match, the longest wins, whatever the order of the
 * list. Tokens are literal text, compared code unit by code unit. The parts join to `text`, none is empty, and the list
 * stays as it is. About 20 lines.
 *
 * Handout: README.md#split-special-tokens
 *
 * @throws RangeError for an empty or a repeated special token.
 */
export function splitOnSpecialTokens(text: string, specialTokens: readonly string[]): TextPart[] {
  throw notImplemented('split-special-tokens');
}

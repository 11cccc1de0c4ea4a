import { notImplemented } from '@dawnbook/grader';

/** The two published patterns: GPT-2's (also GPT-3's) and cl100k's (GPT-3.5 and GPT-4). */
export type PatternName = 'gpt2' | 'cl100k';

/**
 * The source of a pattern as a JavaScript regex for the flag `u`; it also goes into `tokenizer.json`. White space is
 * `\p{White_Space}`, not `\s`. About 15 lines, nearly all of them regexes.
 *
 * Handout: README.md#pre-tokenize
 *
 * @throws RangeError for an unknown name; the message names the known ones.
 */
export function patternSource(name: PatternName): string {
  throw notImplemented('pre-tokenize');
}

/**
 * Cuts text into pre-tokens: left to right, the first alternative of the pattern that matches wins. No piece is empty,
 * and the pieces join to the text.
 *
 * Lazy: pieces are yielded one by one, and the first piece of a 50 MB text costs no more than that of a short one.
 * Calls share no state. About 5 lines.
 *
 * Handout: README.md#pre-tokenize
 *
 * @throws RangeError for an unknown pattern, when the first piece is asked for.
 */
export function* preTokenize(text: string, pattern: PatternName = 'gpt2'): Generator<string> {
  throw notImplemented('pre-tokenize');
}

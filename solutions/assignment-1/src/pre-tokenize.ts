import { preTokenScanner } from './pre-token-scanner.ts';

/** The two published patterns: GPT-2's (also GPT-3's) and cl100k's (GPT-3.5 and GPT-4). */
export type PatternName = 'gpt2' | 'cl100k';

// `\p{White_Space}`, not `\s`: JavaScript's `\s` contains U+FEFF and lacks U+0085; the engines in which the patterns
// were published (Python's `regex`, Rust, Oniguruma) have it the other way round.
const WHITE = String.raw`\p{White_Space}`;

const SOURCES: Readonly<Record<PatternName, string>> = {
  gpt2: [
    `'s|'t|'re|'ve|'m|'ll|'d`, // contractions come first, or their apostrophe would be "other"
    String.raw` ?\p{L}+`, // a word carries the space before it, so a sentence needs no tokens for spaces
    String.raw` ?\p{N}+`,
    String.raw` ?[^${WHITE}\p{L}\p{N}]+`,
    // Of several spaces all but the last, which belongs to the following word …
    String.raw`${WHITE}+(?!\P{White_Space})`,
    // … and a single one that no earlier alternative could take along (a newline before a word).
    `${WHITE}+`,
  ].join('|'),
  cl100k: [
    `(?i:'s|'t|'re|'ve|'m|'ll|'d)`,
    String.raw`[^\r\n\p{L}\p{N}]?\p{L}+`, // not only a space: `(word`, `\tword`
    String.raw`\p{N}{1,3}`, // long numbers do not each deserve a token
    String.raw` ?[^${WHITE}\p{L}\p{N}]+[\r\n]*`,
    String.raw`${WHITE}*[\r\n]+`,
    String.raw`${WHITE}+(?!\P{White_Space})`,
    `${WHITE}+`,
  ].join('|'),
};

/**
 * The source of a pattern as a JavaScript regex (flag `u`, or `v`); it also goes into `tokenizer.json`.
 *
 * @throws RangeError for an unknown name.
 */
export function patternSource(name: PatternName): string {
  if (!Object.hasOwn(SOURCES, name)) {
    throw new RangeError(
      `unknown pattern ${JSON.stringify(name)}; known: ${Object.keys(SOURCES).join(', ')}`,
    );
  }
  return SOURCES[name];
}

/**
 * Cuts text into pre-tokens, the stretches that merges never cross: words with their leading space, numbers,
 * punctuation, white space. Left to right, the first alternative that matches wins, and the pieces join to the text.
 *
 * With the regex this is three lines, and a good first solution:
 *
 * ```ts
 * for (const match of text.matchAll(new RegExp(patternSource(pattern), 'gu'))) yield match[0];
 * ```
 *
 * A hand-written scanner finds the same pieces several times as fast, because it makes no match object for each of
 * them. Once merging is incremental, this is where the time of training and of encoding goes.
 *
 * The pieces are yielded one by one and nothing of `text` is looked at ahead of them.
 *
 * @throws RangeError for an unknown pattern, when the first piece is asked for.
 */
export function* preTokenize(text: string, pattern: PatternName = 'gpt2'): Generator<string> {
  patternSource(pattern); // throws if there is none of this name
  const endOfPreToken = preTokenScanner(pattern);
  let start = 0;
  while (start < text.length) {
    const end = endOfPreToken(text, start, text.length);
    yield text.slice(start, end);
    start = end;
  }
}

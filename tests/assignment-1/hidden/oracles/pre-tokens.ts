/**
 * Pre-tokenization by a hand-written scanner, without regular expressions: the alternatives of the two patterns are
 * tried in order at each position, over code points whose classes come from a table.
 */
import { classOf, type CharacterClass } from '../../support/alphabet.ts';

export type PatternName = 'gpt2' | 'cl100k';

const CONTRACTIONS = ['s', 't', 're', 've', 'm', 'll', 'd'];

interface Scan {
  readonly chars: readonly string[];
  readonly classes: readonly CharacterClass[];
}

/** The pieces of a text over ASCII and the alphabet of trouble. */
export function scanPieces(text: string, pattern: PatternName): string[] {
  const chars = Array.from(text);
  const scan: Scan = { chars, classes: chars.map(classOf) };
  const measure = pattern === 'gpt2' ? gpt2Length : cl100kLength;
  const pieces: string[] = [];
  for (let at = 0; at < chars.length;) {
    const length = measure(scan, at);
    pieces.push(chars.slice(at, at + length).join(''));
    at += length;
  }
  return pieces;
}

/** How many characters from `at` on are of a class, at most `max`. */
function run({ classes }: Scan, at: number, wanted: CharacterClass, max = Infinity): number {
  let length = 0;
  while (length < max && classes[at + length] === wanted) length++;
  return length;
}

function gpt2Length(scan: Scan, at: number): number {
  const contraction = contractionLength(scan, at, (char) => char);
  if (contraction > 0) return contraction;
  const skip = scan.chars[at] === ' ' ? 1 : 0;
  for (const kind of ['letter', 'number', 'other'] as const) {
    const length = run(scan, at + skip, kind);
    if (length > 0) return skip + length;
  }
  return spaceLength(scan, at);
}

function cl100kLength(scan: Scan, at: number): number {
  const { chars, classes } = scan;
  const contraction = contractionLength(scan, at, foldCase);
  if (contraction > 0) return contraction;
  const isLineEnd = (i: number): boolean => chars[i] === '\r' || chars[i] === '\n';

  const skipAny = classes[at] === 'letter' || classes[at] === 'number' || isLineEnd(at) ? 0 : 1;
  const letters = run(scan, at + skipAny, 'letter');
  if (letters > 0) return skipAny + letters;

  if (classes[at] === 'number') return run(scan, at, 'number', 3);

  const skipSpace = chars[at] === ' ' ? 1 : 0;
  let end = at + skipSpace + run(scan, at + skipSpace, 'other');
  if (end > at + skipSpace) {
    while (isLineEnd(end)) end++;
    return end - at;
  }

  // White space up to the last line end in it.
  for (let last = at + run(scan, at, 'space') - 1; last >= at; last--)
    if (isLineEnd(last)) return last + 1 - at;
  return spaceLength(scan, at);
}

/** White space: all of it at the end of the text, all but the last character before something else. */
function spaceLength(scan: Scan, at: number): number {
  const length = run(scan, at, 'space');
  if (length === 0)
    throw new Error(`internal: no alternative matches at ${at} of ${JSON.stringify(scan.chars)}`);
  return at + length === scan.chars.length || length === 1 ? length : length - 1;
}

function contractionLength({ chars }: Scan, at: number, fold: (char: string) => string): number {
  if (chars[at] !== "'") return 0;
  for (const letters of CONTRACTIONS) {
    if (Array.from(letters).every((letter, i) => fold(chars[at + 1 + i] ?? '') === letter))
      return 1 + letters.length;
  }
  return 0;
}

/** Simple case folding, as far as the letters of contractions are concerned: U+017F is a long s. */
function foldCase(char: string): string {
  if (char === 'ſ') return 's';
  return char >= 'A' && char <= 'Z' ? String.fromCharCode(char.charCodeAt(0) + 32) : char;
}

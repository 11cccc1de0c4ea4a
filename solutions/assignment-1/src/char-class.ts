/**
 * The four classes of characters that both pre-tokenization patterns are made of. They divide all code points:
 * `\p{L}`, `\p{N}`, `\p{White_Space}`, and the rest (punctuation, symbols, combining marks, lone surrogates).
 */
export const LETTER = 1;
export const NUMBER = 2;
export const WHITE_SPACE = 3;
export const OTHER = 4;

/**
 * One entry per code point, filled when a character is first met: Unicode's tables live in the regex engine, and
 * asking it once per character instead of once per occurrence makes the scanner independent of its speed. An entry
 * of 0 means "not asked yet". The operating system hands out zeroed pages as they are touched, so a text in one script
 * costs a few kilobytes.
 */
const classes = new Uint8Array(0x110000);

function classify(codePoint: number): number {
  const character = String.fromCodePoint(codePoint);
  if (/\p{L}/u.test(character)) return LETTER;
  if (/\p{N}/u.test(character)) return NUMBER;
  if (/\p{White_Space}/u.test(character)) return WHITE_SPACE;
  return OTHER;
}

/** The class of a code point: `LETTER`, `NUMBER`, `WHITE_SPACE` or `OTHER`. */
export function charClass(codePoint: number): number {
  const known = classes[codePoint]!;
  return known === 0 ? (classes[codePoint] = classify(codePoint)) : known;
}

/** The code point that starts at `index`. A high surrogate just before `end` stands alone, whatever follows. */
export function codePointBefore(text: string, index: number, end: number): number {
  return index + 1 < end ? text.codePointAt(index)! : text.charCodeAt(index);
}

/** The end of the longest run of characters of one class that starts at `from`. */
export function endOfRun(text: string, from: number, end: number, wanted: number): number {
  let at = from;
  while (at < end) {
    const unit = text.charCodeAt(at);
    if ((unit & 0xf800) === 0xd800) {
      const point = codePointBefore(text, at, end);
      if (charClass(point) !== wanted) break;
      at += point > 0xffff ? 2 : 1;
    } else {
      if (charClass(unit) !== wanted) break;
      at++;
    }
  }
  return at;
}

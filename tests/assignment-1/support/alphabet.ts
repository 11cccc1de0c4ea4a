/** The alphabet of trouble: the shortest strings on which tokenizers are known to differ. */
import fc from 'fast-check';

/** How pre-tokenization sees a character: `\p{L}`, `\p{N}`, `\p{White_Space}`, or none of them. */
export type CharacterClass = 'letter' | 'number' | 'space' | 'other';

/** Symbols of the alphabet by class, from the tables of Unicode, not from an engine's regular expressions. */
const SYMBOLS: Readonly<Record<CharacterClass, readonly string[]>> = {
  letter: ['a', 'l', 'L', 'v', 'e', 'S', 'ſ', 'é', '中', '𝒜'],
  number: ['1', '23'],
  space: [' ', '  ', '\t', '\n', '\r', '\u0085', '\u00a0'],
  // U+FEFF is white space for JavaScript's \s, U+001C for some other engines; neither has the property White_Space.
  other: ['!', '—', "'", '\u0301', '🙃', '\ufeff', '\u001c', '\ud83d', '\ude43'],
};

/** Every symbol once, and `e` + U+0301 as the pair that it is met in. */
export const troubleSymbols: readonly string[] = [...Object.values(SYMBOLS).flat(), 'e\u0301'];

const LONE_SURROGATE = /^\p{Surrogate}$/u;

/** Strings of up to `maxLength` symbols of the alphabet; `wellFormed` leaves the lone surrogates out. */
export function troubleText({ maxLength = 12, wellFormed = false } = {}): fc.Arbitrary<string> {
  const symbols = wellFormed
    ? troubleSymbols.filter((symbol) => !LONE_SURROGATE.test(symbol))
    : troubleSymbols;
  return fc.array(fc.constantFrom(...symbols), { maxLength }).map((drawn) => drawn.join(''));
}

const CLASSES = new Map(
  Object.entries(SYMBOLS).flatMap(([name, symbols]) =>
    symbols.flatMap((symbol) => Array.from(symbol, (char) => [char, name as CharacterClass] as const)),
  ),
);

/**
 * The class of a character.
 *
 * @param char - one code point
 * @throws Error when it is neither in ASCII nor in the alphabet
 */
export function classOf(char: string): CharacterClass {
  const known = CLASSES.get(char);
  if (known !== undefined) return known;
  const code = char.codePointAt(0)!;
  if (code > 0x7f)
    throw new Error(`U+${code.toString(16).padStart(4, '0')} is not in the alphabet of trouble`);
  if (char >= '0' && char <= '9') return 'number';
  if ((char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z')) return 'letter';
  return char === ' ' || (code >= 0x09 && code <= 0x0d) ? 'space' : 'other';
}

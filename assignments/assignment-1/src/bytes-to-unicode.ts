import { notImplemented } from '@dawnbook/grader';

/**
 * GPT-2's printable stand-in for each byte: bytes 33–126, 161–172 and 174–255 stand for themselves, the other 68 get
 * U+0100, U+0101, … in ascending order. All 256 stand-ins are different, and one code unit long. About 10 lines.
 *
 * Handout: README.md#bytes-to-unicode
 *
 * @returns the stand-in of each byte.
 */
export function bytesToUnicode(): ReadonlyMap<number, string> {
  throw notImplemented('bytes-to-unicode');
}

/**
 * The inverse of {@link bytesToUnicode}. One line.
 *
 * Handout: README.md#bytes-to-unicode
 *
 * @returns the byte of each stand-in.
 */
export function unicodeToBytes(): ReadonlyMap<string, number> {
  throw notImplemented('bytes-to-unicode');
}

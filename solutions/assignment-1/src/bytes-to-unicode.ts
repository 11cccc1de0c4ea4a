/** Bytes whose Latin-1 character is visible and therefore stands for itself: `!`..`~`, `¡`..`¬`, `®`..`ÿ`. */
function isPrintable(byte: number): boolean {
  return (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255);
}

/**
 * GPT-2's printable stand-in for each byte. Vocabulary files are text, and tokens are arbitrary bytes, so each byte
 * gets a visible character: the 188 printable ones themselves, the other 68 in ascending order U+0100, U+0101, …
 * So a space (32) appears as `Ġ` and a newline (10) as `Ċ`.
 *
 * Source: Radford et al. 2019, `bytes_to_unicode` in openai/gpt-2, `src/encoder.py`.
 */
export function bytesToUnicode(): ReadonlyMap<number, string> {
  const characters = new Map<number, string>();
  let remapped = 0;
  for (let byte = 0; byte < 256; byte++) {
    characters.set(byte, String.fromCharCode(isPrintable(byte) ? byte : 256 + remapped++));
  }
  return characters;
}

/** The inverse of {@link bytesToUnicode}. */
export function unicodeToBytes(): ReadonlyMap<string, number> {
  return new Map(Array.from(bytesToUnicode(), ([byte, character]) => [character, byte]));
}

/** What is certain about UTF-8 of which only the beginning is known. */

/** Legal second bytes after the lead bytes that allow fewer than 80–BF (Unicode, table 3-7). */
const SECOND: Readonly<Record<number, readonly [low: number, high: number]>> = {
  0xe0: [0xa0, 0xbf],
  0xed: [0x80, 0x9f],
  0xf0: [0x90, 0xbf],
  0xf4: [0x80, 0x8f],
};

/**
 * The text of the bytes, without those at the end that may still become a character.
 *
 * @param options - `ended`: no more bytes follow, so that an incomplete character is U+FFFD
 */
export function certainText(bytes: Uint8Array, { ended = false } = {}): string {
  const known = ended ? bytes : bytes.subarray(0, bytes.length - openBytes(bytes));
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(known);
}

/** How many bytes at the end are the beginning, and not the whole, of a well-formed character. */
function openBytes(bytes: Uint8Array): number {
  for (let length = Math.min(3, bytes.length); length > 0; length--) {
    const [lead, ...rest] = bytes.subarray(bytes.length - length);
    if (lead! < 0xc2 || lead! > 0xf4) continue;
    const needed = lead! < 0xe0 ? 2 : lead! < 0xf0 ? 3 : 4;
    const legal = rest.every((byte, i) => {
      const [low, high] = (i === 0 ? SECOND[lead!] : undefined) ?? [0x80, 0xbf];
      return byte >= low && byte <= high;
    });
    if (legal && length < needed) return length;
  }
  return 0;
}

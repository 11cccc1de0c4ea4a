/** Bytes in tests: how to write them down, and Latin-1 strings that stand for them (one code unit per byte). */

/** Bytes from hexadecimal, `'e7 89 9b'`. */
export function hex(text: string): Uint8Array {
  return Uint8Array.from(text.split(' ').filter(Boolean), (byte) => Number.parseInt(byte, 16));
}

/** UTF-8 of a text; a lone surrogate becomes U+FFFD. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Bytes as a string of code units 0–255, whose order by `<` is the order of the bytes. */
export function toLatin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** The inverse of {@link toLatin1}. */
export function fromLatin1(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

/** Raw bytes: a token, a pre-token, a file. */
export type Bytes = Uint8Array;

/**
 * Byte order: unsigned, position by position; a proper prefix is the smaller one.
 *
 * Comparing strings instead would be wrong twice over: JavaScript orders them by UTF-16 code units, and GPT-2's
 * printable stand-ins put byte 0x20 (as U+0120) behind byte 0x7E.
 *
 * @returns a negative number, 0, or a positive number, as for `Array.prototype.sort`.
 */
export function compareBytes(a: Bytes, b: Bytes): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = a[i]! - b[i]!;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** The bytes of `left` followed by those of `right`. */
export function concatBytes(left: Bytes, right: Bytes): Bytes {
  const joined = new Uint8Array(left.length + right.length);
  joined.set(left);
  joined.set(right, left.length);
  return joined;
}

/**
 * One character U+0000 to U+00FF per byte: the cheapest way to use bytes as the key of a `Map`, which compares
 * arrays by identity but strings by content.
 */
export function latin1(bytes: Bytes): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** Bytes for an error message: as text and in hexadecimal, since either alone can be unreadable. */
export function showBytes(bytes: Bytes): string {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return `${JSON.stringify(view.toString('utf8'))} (${view.toString('hex').replaceAll(/..(?=.)/g, '$& ')})`;
}

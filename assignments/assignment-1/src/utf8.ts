import { notImplemented } from '@dawnbook/grader';
import type { Bytes } from './bytes.ts';

/**
 * Text to UTF-8: 1 to 4 bytes per code point. A surrogate pair is one code point (4 bytes); a lone surrogate becomes
 * U+FFFD (EF BF BD).
 *
 * Must cope with a megabyte of text. Off limits: `TextEncoder`, `TextDecoder`, `Buffer`, `encodeURIComponent`,
 * `decodeURIComponent`, `String.prototype.toWellFormed`. About 30 lines.
 *
 * Handout: README.md#utf8-codec
 */
export function utf8Encode(text: string): Bytes {
  throw notImplemented('utf8-codec');
}

/**
 * UTF-8 to text. Never throws: each maximal subpart of an ill-formed sequence becomes one U+FFFD. Overlong forms,
 * surrogates and values above U+10FFFF are ill-formed. A leading byte order mark stays, as U+FEFF.
 *
 * Must cope with a megabyte of bytes. Off limits: as for {@link utf8Encode}. About 50 lines.
 *
 * Handout: README.md#utf8-codec
 */
export function utf8Decode(bytes: Bytes): string {
  throw notImplemented('utf8-codec');
}

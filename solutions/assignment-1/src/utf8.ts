import type { Bytes } from './bytes.ts';

const REPLACEMENT = 0xfffd;

/** How many code units are gathered before they become a string; `fromCharCode` takes them as arguments. */
const CHUNK = 4096;

/**
 * Text to UTF-8, 1 to 4 bytes per code point:
 *
 * | code points       | bytes                               |
 * | ----------------- | ----------------------------------- |
 * | U+0000..U+007F    | 0xxxxxxx                            |
 * | U+0080..U+07FF    | 110xxxxx 10xxxxxx                   |
 * | U+0800..U+FFFF    | 1110xxxx 10xxxxxx 10xxxxxx          |
 * | U+10000..U+10FFFF | 11110xxx 10xxxxxx 10xxxxxx 10xxxxxx |
 *
 * A lone surrogate is not a character and has no UTF-8 form; it becomes U+FFFD (EF BF BD), as in `TextEncoder`.
 *
 * Source: The Unicode Standard, section 3.9, table 3-6.
 */
export function utf8Encode(text: string): Bytes {
  // Three bytes per code unit always suffice: a four-byte character takes two code units.
  const bytes = new Uint8Array(text.length * 3);
  let size = 0;
  for (let i = 0; i < text.length; i++) {
    // Both halves of a surrogate pair when they stand together, else the code unit itself.
    let point = text.codePointAt(i)!;
    if (point < 0x80) {
      bytes[size++] = point;
    } else if (point < 0x800) {
      bytes[size++] = 0xc0 | (point >> 6);
      bytes[size++] = 0x80 | (point & 0x3f);
    } else if (point < 0x10000) {
      if (point >= 0xd800 && point <= 0xdfff) point = REPLACEMENT;
      bytes[size++] = 0xe0 | (point >> 12);
      bytes[size++] = 0x80 | ((point >> 6) & 0x3f);
      bytes[size++] = 0x80 | (point & 0x3f);
    } else {
      bytes[size++] = 0xf0 | (point >> 18);
      bytes[size++] = 0x80 | ((point >> 12) & 0x3f);
      bytes[size++] = 0x80 | ((point >> 6) & 0x3f);
      bytes[size++] = 0x80 | (point & 0x3f);
      i++;
    }
  }
  return bytes.slice(0, size);
}

/**
 * UTF-8 to text, lossy: every maximal subpart of an ill-formed sequence becomes one U+FFFD. A maximal subpart is the
 * longest start of a sequence that could still have become well-formed, or else a single byte. A leading byte
 * order mark stays, as U+FEFF.
 *
 * Overlong forms, surrogates and values above U+10FFFF need no check afterwards: a legal sequence already shows in
 * its *second* byte, whose range is narrower after E0, ED, F0 and F4.
 *
 * Source: The Unicode Standard, section 3.9, table 3-7 and "U+FFFD Substitution of Maximal Subparts".
 */
export function utf8Decode(bytes: Bytes): string {
  const units = new Uint16Array(CHUNK);
  let size = 0;
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    // A character adds at most two code units.
    if (size > CHUNK - 2) {
      text += String.fromCharCode(...units.subarray(0, size));
      size = 0;
    }
    const lead = bytes[at++]!;
    let point: number;
    let missing: number; // continuation bytes still to come
    let low = 0x80; // legal range of the next byte
    let high = 0xbf;
    if (lead < 0x80) {
      units[size++] = lead;
      continue;
    } else if (lead >= 0xc2 && lead <= 0xdf) {
      point = lead & 0x1f;
      missing = 1;
    } else if (lead >= 0xe0 && lead <= 0xef) {
      point = lead & 0x0f;
      missing = 2;
      if (lead === 0xe0) low = 0xa0; // below: overlong
      if (lead === 0xed) high = 0x9f; // above: surrogates
    } else if (lead >= 0xf0 && lead <= 0xf4) {
      point = lead & 0x07;
      missing = 3;
      if (lead === 0xf0) low = 0x90; // below: overlong
      if (lead === 0xf4) high = 0x8f; // above: beyond U+10FFFF
    } else {
      // A continuation byte without a lead, or a byte that UTF-8 never uses (C0, C1, F5 and above).
      units[size++] = REPLACEMENT;
      continue;
    }
    // A byte outside the range is not consumed: it may start the next character.
    while (missing > 0 && at < bytes.length && bytes[at]! >= low && bytes[at]! <= high) {
      point = (point << 6) | (bytes[at++]! & 0x3f);
      missing--;
      low = 0x80;
      high = 0xbf;
    }
    if (missing > 0) {
      units[size++] = REPLACEMENT;
    } else if (point < 0x10000) {
      units[size++] = point;
    } else {
      units[size++] = 0xd7c0 + (point >> 10); // 0xD7C0 is 0xD800 - (0x10000 >> 10)
      units[size++] = 0xdc00 | (point & 0x3ff);
    }
  }
  return text + String.fromCharCode(...units.subarray(0, size));
}

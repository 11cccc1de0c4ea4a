/** Values in messages: short, on one line, with invisible characters made visible. */
import { typedArrayName } from '../plain-data.ts';

const MAX_ITEMS = 6;
const MAX_STRING = 60;
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** A string with escapes for everything that one cannot see, cut in the middle when it is long. */
export function showString(text: string, max = MAX_STRING): string {
  const cut = text.length > max ? `${text.slice(0, max - 12)}…${text.slice(-10)}` : text;
  // JSON escapes controls and lone surrogates; the rest of what one cannot see, or not tell apart, is escaped here.
  return JSON.stringify(cut).replaceAll(/[\p{Cf}\p{Mn}\p{Zl}\p{Zp}\p{Zs}\u007f-\u009f]/gu, (char) =>
    char === ' ' ? char : `\\u{${char.codePointAt(0)!.toString(16)}}`,
  );
}

/** A key behind its object: `.name`, or `["two words"]`. */
export function showProperty(key: string): string {
  return IDENTIFIER.test(key) ? `.${key}` : `[${showString(key)}]`;
}

/** A value on one line, long ones cut: `[1, 2, 3, … 997 more]`, `u8[3] e7 89 9b`. */
export function show(value: unknown, depth = 0): string {
  if (typeof value === 'string') return showString(value);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  const type = typedArrayName(value);
  if (type === 'u8') {
    const bytes = value as Uint8Array;
    const shown = Array.from(bytes.subarray(0, 12), (byte) => byte.toString(16).padStart(2, '0'));
    return `bytes[${bytes.length}] ${shown.join(' ')}${bytes.length > 12 ? ' …' : ''}`.trimEnd();
  }
  if (Array.isArray(value) || type !== undefined) {
    const list = value as ArrayLike<unknown>;
    const prefix = type === undefined ? '' : `${type}[${list.length}] `;
    if (depth > 2) return `${prefix}[…]`;
    const shown = Array.from({ length: Math.min(list.length, MAX_ITEMS) }, (_, i) =>
      show(list[i], depth + 1),
    );
    if (list.length > MAX_ITEMS) shown.push(`… ${list.length - MAX_ITEMS} more`);
    return `${prefix}[${shown.join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    if (depth > 2) return '{…}';
    const entries = Object.entries(value).filter(([, child]) => child !== undefined);
    const shown = entries.slice(0, MAX_ITEMS).map(([key, child]) => {
      return `${IDENTIFIER.test(key) ? key : showString(key)}: ${show(child, depth + 1)}`;
    });
    if (entries.length > MAX_ITEMS) shown.push('…');
    return shown.length === 0 ? '{}' : `{ ${shown.join(', ')} }`;
  }
  return String(value);
}

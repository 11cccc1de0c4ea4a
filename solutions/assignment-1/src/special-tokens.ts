/** A stretch of text: one special token, or what lies between two of them. */
export interface TextPart {
  text: string;
  special: boolean;
}

/**
 * A regex (flag `g`) that finds special tokens from left to right, the longest first where several begin at the same
 * place; `undefined` when there are none to find.
 *
 * A regex tries its alternatives in the order in which they stand, so sorting by length is all it takes. There is no
 * flag `u`: tokens are compared code unit by code unit, as `indexOf` does.
 *
 * @throws RangeError for an empty or a repeated token.
 */
export function specialTokenPattern(specialTokens: readonly string[]): RegExp | undefined {
  const seen = new Set<string>();
  for (const [index, token] of specialTokens.entries()) {
    if (token === '') throw new RangeError(`special token ${index} is empty`);
    if (seen.has(token)) throw new RangeError(`special token ${JSON.stringify(token)} is given twice`);
    seen.add(token);
  }
  if (seen.size === 0) return undefined;
  const longestFirst = specialTokens.toSorted((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map((token) => RegExp.escape(token)).join('|'), 'g');
}

/**
 * Cuts text at special tokens. Left to right, the longest token that matches at a place wins; tokens are literal text.
 * The parts join to `text`, and none is empty.
 *
 * @throws RangeError for an empty or a repeated token.
 */
export function splitOnSpecialTokens(text: string, specialTokens: readonly string[]): TextPart[] {
  const pattern = specialTokenPattern(specialTokens);
  const parts: TextPart[] = [];
  let start = 0;
  for (const match of pattern === undefined ? [] : text.matchAll(pattern)) {
    if (match.index > start) parts.push({ text: text.slice(start, match.index), special: false });
    parts.push({ text: match[0], special: true });
    start = match.index + match[0].length;
  }
  if (start < text.length) parts.push({ text: text.slice(start), special: false });
  return parts;
}

/**
 * Where the longest suffix of `text` begins that is the start, but not the whole, of a special token: from there on
 * later text decides what is read. `text.length` if there is no such suffix at or after `from`.
 */
export function startOfOpenToken(text: string, from: number, specialTokens: readonly string[]): number {
  const longest = specialTokens.reduce((length, token) => Math.max(length, token.length), 1);
  for (let at = Math.max(from, text.length - longest + 1); at < text.length; at++) {
    const suffix = text.slice(at);
    if (specialTokens.some((token) => token.length > suffix.length && token.startsWith(suffix))) return at;
  }
  return text.length;
}

/** Cutting at special tokens by searching each token's next occurrence. */

export interface Part {
  readonly text: string;
  readonly special: boolean;
}

/** The parts of a text; the longest of the tokens that begin at the earliest position wins. */
export function cutParts(text: string, specialTokens: readonly string[]): Part[] {
  const parts: Part[] = [];
  let at = 0;
  while (at < text.length) {
    const found = specialTokens
      .map((token) => ({ token, index: text.indexOf(token, at) }))
      .filter(({ index }) => index >= 0)
      .toSorted((a, b) => a.index - b.index || b.token.length - a.token.length)[0];
    const end = found?.index ?? text.length;
    if (end > at) parts.push({ text: text.slice(at, end), special: false });
    if (found !== undefined) parts.push({ text: found.token, special: true });
    at = end + (found?.token.length ?? 0);
  }
  return parts;
}

/** Encoding in its plainest form: parts, pieces, merges, one after the other. */
import { toLatin1, utf8 } from '../../support/bytes.ts';
import type { MergePair } from '../../support/merges.ts';
import { plainMerge } from './merge-loop.ts';
import { type PatternName, scanPieces } from './pre-tokens.ts';
import { cutParts } from './special-tokens.ts';

/** The tokens of a text over ASCII and the alphabet of trouble, as Latin-1 strings. */
export function encodeOracle(
  text: string,
  merges: readonly MergePair[],
  { pattern = 'gpt2', specialTokens = [] }: { pattern?: PatternName; specialTokens?: readonly string[] } = {},
): string[] {
  return cutParts(text, specialTokens).flatMap((part) => {
    if (part.special) return [toLatin1(utf8(part.text))];
    return scanPieces(part.text, pattern).flatMap((piece) => plainMerge(toLatin1(utf8(piece)), merges));
  });
}

/** Counting pre-tokens in one go. */
import { type PatternName, scanPieces } from './pre-tokens.ts';
import { cutParts } from './special-tokens.ts';

/** A table of counts as plain data. */
export type Counts = { text: string; count: number }[];

/** The pre-tokens of a text that is cut at special tokens, as a record by text. */
export function countPieces(
  text: string,
  specialTokens: readonly string[],
  pattern: PatternName = 'gpt2',
): Record<string, number> {
  const counts: Record<string, number> = Object.create(null);
  for (const part of cutParts(text, specialTokens)) {
    if (part.special) continue;
    for (const piece of scanPieces(part.text, pattern)) counts[piece] = (counts[piece] ?? 0) + 1;
  }
  return counts;
}

/** A table as a record, in which a difference is named by its pre-token. Rows with the same text are added. */
export function byText(counts: Counts): Record<string, number> {
  const record: Record<string, number> = Object.create(null);
  for (const { text, count } of counts) record[text] = (record[text] ?? 0) + count;
  return record;
}

/** A record as a table. */
export function toCounts(record: Readonly<Record<string, number>>): Counts {
  return Object.entries(record).map(([text, count]) => ({ text, count }));
}

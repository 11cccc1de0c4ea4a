/** Merges in tests: pairs of Latin-1 strings, which are easier to read in a failure than bytes. */
import { toLatin1 } from './bytes.ts';

/** A merge as two Latin-1 strings. */
export type MergePair = readonly [left: string, right: string];

/** What an adapter returned, as pairs. */
export function mergePairs(merges: readonly { left: Uint8Array; right: Uint8Array }[]): MergePair[] {
  return merges.map(({ left, right }) => [toLatin1(left), toLatin1(right)]);
}

/** The corpus by which CS336 explains training, after Sennrich et al. 2016. */
export const SENNRICH_COUNTS = [
  { text: 'low', count: 5 },
  { text: 'lower', count: 2 },
  { text: 'widest', count: 3 },
  { text: 'newest', count: 6 },
];

/** All merges that can be learned from it, worked out by hand. */
export const SENNRICH_MERGES: readonly MergePair[] = [
  ['s', 't'],
  ['e', 'st'],
  ['o', 'w'],
  ['l', 'ow'],
  ['w', 'est'],
  ['n', 'e'],
  ['ne', 'west'],
  ['w', 'i'],
  ['wi', 'd'],
  ['wid', 'est'],
  ['low', 'e'],
  ['lowe', 'r'],
];

/** What a pair of tokens becomes, and when: the lower the rank, the earlier the merge was learned. */
export interface RankedMerge {
  rank: number;
  id: number;
}

/** Looks a pair of adjacent ids up; `undefined` when they do not merge. */
export type MergeRanks = (left: number, right: number) => RankedMerge | undefined;

/**
 * The merge loop in its plain form: find the pair with the lowest rank, the leftmost of equals, join it, repeat until
 * no pair has a rank. Each step scans all parts, so it is quadratic, and for the few letters of an ordinary word the
 * fastest there is; {@link encodeBytes} is for the extraordinary ones.
 *
 * What a pair of neighbours would become is looked up once and remembered, and again only next to a merge.
 *
 * @param parts the ids to start from; changed in place.
 */
export function mergeByRank(parts: number[], ranks: MergeRanks): number[] {
  // offers[i]: what parts[i] and parts[i + 1] would become
  const offers: (RankedMerge | undefined)[] = [];
  for (let i = 0; i + 1 < parts.length; i++) offers.push(ranks(parts[i]!, parts[i + 1]!));
  for (;;) {
    let at = -1;
    let lowest = Infinity;
    for (let i = 0; i < offers.length; i++) {
      const offer = offers[i];
      if (offer !== undefined && offer.rank < lowest) {
        lowest = offer.rank;
        at = i;
      }
    }
    if (at < 0) return parts;
    parts[at] = offers[at]!.id;
    parts.splice(at + 1, 1);
    offers.splice(at, 1);
    if (at > 0) offers[at - 1] = ranks(parts[at - 1]!, parts[at]!);
    if (at < offers.length) offers[at] = ranks(parts[at]!, parts[at + 1]!);
  }
}

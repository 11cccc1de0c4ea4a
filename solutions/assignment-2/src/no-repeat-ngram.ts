/**
 * The tokens that would complete an n-gram which is in the history already: whatever followed its last n − 1 tokens before.
 *
 * @returns ascending, without repetition
 * @throws RangeError if n is less than 1 or not a whole number
 */
export function bannedTokens(history: readonly number[], n: number): number[] {
  if (!Number.isInteger(n) || n < 1)
    throw new RangeError(`bannedTokens: n is ${n}; an n-gram has at least 1 token`);
  const key = history.length - (n - 1); // where the last n − 1 tokens begin
  const banned = new Set<number>();
  for (let start = 0; start < key; start++) {
    let same = 0;
    while (same < n - 1 && history[start + same] === history[key + same]) same++;
    if (same === n - 1) banned.add(history[start + n - 1]!);
  }
  return [...banned].toSorted((a, b) => a - b);
}

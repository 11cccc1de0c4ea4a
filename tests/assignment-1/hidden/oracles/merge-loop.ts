/** Byte-pair encoding of one pre-token in its plainest form, on lists of Latin-1 strings. */
import type { RandomSource } from '@dawnbook/grader/suite';
import type { MergePair } from '../../support/merges.ts';

/** Applies the merge of the lowest rank, everywhere from the left, until none applies. */
export function plainMerge(piece: string, merges: readonly MergePair[]): string[] {
  let parts = Array.from(piece);
  for (;;) {
    const next = merges.find(([left, right]) =>
      parts.some((part, i) => part === left && parts[i + 1] === right),
    );
    if (next === undefined) return parts;
    parts = joinEverywhere(parts, next);
  }
}

function joinEverywhere(parts: readonly string[], [left, right]: MergePair): string[] {
  const joined: string[] = [];
  for (let i = 0; i < parts.length; i++) {
    const pair = parts[i] === left && parts[i + 1] === right;
    joined.push(pair ? left + right : parts[i]!);
    if (pair) i++;
  }
  return joined;
}

/**
 * Random merges: each joins two tokens that exist by then into one that does not. Training would not have made them in
 * this order, so they compete for the same letters.
 *
 * @param alphabet - the bytes to begin with
 * @param options - `count`: how many merges, fewer when the alphabet is too small for them; `maxLength`: of a token
 */
export function randomMerges(
  random: RandomSource,
  alphabet: readonly string[],
  { count, maxLength = 8 }: { count: number; maxLength?: number },
): MergePair[] {
  const tokens = [...alphabet];
  const merges: MergePair[] = [];
  for (let tries = 0; merges.length < count && tries < 50 * count; tries++) {
    const left = random.pick(tokens);
    const right = random.pick(tokens);
    if (left.length + right.length > maxLength || tokens.includes(left + right)) continue;
    tokens.push(left + right);
    merges.push([left, right]);
  }
  return merges;
}

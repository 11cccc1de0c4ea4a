/**
 * One merge applied to one sequence: every occurrence of `left, right` becomes `merged`, from left to right and
 * without overlap, so `1 1 1` with (1, 1) → 9 gives `9 1`. What a merge has produced is not merged again.
 *
 * @returns a new array; `ids` stays as it is.
 */
export function mergePair(ids: readonly number[], left: number, right: number, merged: number): number[] {
  const result: number[] = [];
  let i = 0;
  while (i < ids.length) {
    if (ids[i] === left && ids[i + 1] === right) {
      result.push(merged);
      i += 2;
    } else {
      result.push(ids[i]!);
      i++;
    }
  }
  return result;
}

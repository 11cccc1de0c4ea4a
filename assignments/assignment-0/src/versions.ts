/** How often the numbers behind an array have been changed in place. Finished. */
import type { Arr } from './arr.ts';

// Per storage, not per array: a view of the same numbers changes with them.
const versions = new WeakMap<Float64Array, number>();

/** The number of times that the storage of an array was changed in place. */
export function versionOf({ data }: Arr): number {
  return versions.get(data) ?? 0;
}

/** Notes that the storage of an array was changed in place. */
export function bumpVersion(x: Arr): void {
  versions.set(x.data, versionOf(x) + 1);
}

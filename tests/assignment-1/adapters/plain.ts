/** Helpers that several adapters share. */

/** Options without those that are undefined: an option that is not given is not there at all. */
export function given<T extends object>(options: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** Throws when a function of the submission has changed a list that it was given. */
export function checkUnchanged(name: string, before: readonly unknown[], after: readonly unknown[]): void {
  if (after.length === before.length && before.every((value, i) => Object.is(value, after[i]))) return;
  throw new Error(`${name} changed the list that it was given`);
}

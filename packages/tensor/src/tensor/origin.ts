/** Checks of values and positions, and the lines of the program that asked for them. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

let checking = (process.env['DAWNBOOK_CHECK'] ?? '0') !== '0';

/**
 * Turns checks on or off: with them, the first value that is not finite, and the first position outside of an axis, is an
 * error that names the operation and the line of the program that asked for it. They cost memory and time. At the start
 * they are off, unless the environment variable `DAWNBOOK_CHECK` is 1.
 *
 * @returns whether they were on before
 */
export function setChecks(on: boolean): boolean {
  const before = checking;
  checking = on;
  return before;
}

export function isChecking(): boolean {
  return checking;
}

const PACKAGE = dirname(dirname(fileURLToPath(import.meta.url)));

/** The innermost line outside of this package and of Node, as `file:line:column`; known with checks on. */
export function callerLine(): string | undefined {
  if (!checking) return undefined;
  const lines = new Error().stack!.split('\n').slice(2);
  const line = lines.find((each) => !each.includes(PACKAGE) && !each.includes('node:internal'));
  return line === undefined ? undefined : /\(?([^\s(]+:\d+:\d+)\)?$/.exec(line)?.[1];
}

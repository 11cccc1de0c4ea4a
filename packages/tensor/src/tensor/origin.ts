/** With checks on (`DAWNBOOK_CHECK=1`), each node knows the line of the program that asked for it. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const CHECKING = (process.env['DAWNBOOK_CHECK'] ?? '0') !== '0';

const PACKAGE = dirname(dirname(fileURLToPath(import.meta.url)));

/** The innermost line outside of this package and of Node, as `file:line:column`. */
export function callerLine(): string | undefined {
  if (!CHECKING) return undefined;
  const lines = new Error().stack!.split('\n').slice(2);
  const line = lines.find((each) => !each.includes(PACKAGE) && !each.includes('node:internal'));
  return line === undefined ? undefined : /\(?([^\s(]+:\d+:\d+)\)?$/.exec(line)?.[1];
}

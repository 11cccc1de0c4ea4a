/** Running turbo, which knows what depends on what and what has not changed since the last run. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pc from 'picocolors';
import { UserError } from './errors.ts';
import { runOnTerminal } from './terminal/run.ts';

/**
 * Runs turbo on this terminal.
 *
 * @param root - of the workbook, whose turbo it is
 * @returns its exit code
 */
export function runTurbo(root: string, args: readonly string[]): Promise<number> {
  return runOnTerminal(process.execPath, [turboScript(root), ...args], root, {
    TURBO_TELEMETRY_DISABLED: '1',
    // What turbo runs has a pipe to write to, although there is a terminal at the end of it.
    ...(pc.isColorSupported ? { FORCE_COLOR: '1' } : {}),
  });
}

function turboScript(root: string): string {
  try {
    const manifest = createRequire(join(root, 'package.json')).resolve('turbo/package.json');
    return join(dirname(manifest), 'bin', 'turbo');
  } catch {
    throw new UserError(`turbo is not installed in ${root}; run pnpm install there`);
  }
}

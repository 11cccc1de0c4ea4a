import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * Runs a program with this process's terminal, and passes SIGTERM on. Ctrl-C reaches both by itself.
 *
 * @returns its exit code, or 128 + n if signal n ended it
 */
export async function runOnTerminal(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  const child = spawn(command, args, { cwd, stdio: 'inherit', env: { ...process.env, ...env } });
  const wait = (): void => {};
  const terminate = (): void => void child.kill('SIGTERM');
  process.on('SIGINT', wait).on('SIGTERM', terminate);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) =>
        resolve(signal === null ? code! : 128 + constants.signals[signal]),
      );
    });
  } finally {
    process.off('SIGINT', wait).off('SIGTERM', terminate);
  }
}

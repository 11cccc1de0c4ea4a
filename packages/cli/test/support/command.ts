/** Running the command: as a user does, in a process with pipes, or, where that makes no difference, in this one. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { onTestFinished, vi } from 'vitest';
import { runProgram } from '../../src/program.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'main.ts');

/** What a command did. */
export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that runs. */
export interface Running {
  readonly process: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<Ended>;
  /** What it has printed so far. */
  output(): string;
  /** Waits until it has printed something. */
  printed(text: string | RegExp): Promise<void>;
}

/** Starts `dawnbook` in a folder; it is ended with the test at the latest. */
export function start(cwd: string, args: readonly string[], env: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd,
    // Not what the shell, pnpm or Vitest say about colours and folders.
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (stderr += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
  return {
    process: child,
    ended,
    output: () => stdout + stderr,
    printed: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const all = stdout + stderr;
          if (typeof text === 'string' ? all.includes(text) : text.test(all)) resolve();
        };
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        void ended.then(() =>
          reject(new Error(`it ended without printing ${String(text)}:\n${stdout}${stderr}`)),
        );
        look();
      }),
  };
}

/** Runs `dawnbook` to its end, in a process of its own. */
export function dawnbook(
  cwd: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Ended> {
  return start(cwd, args, env).ended;
}

/** Runs `dawnbook` in this process, which is much faster. */
export async function dawnbookHere(cwd: string, args: readonly string[]): Promise<Ended> {
  const before = process.cwd();
  const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  process.chdir(cwd);
  // Whatever package script these tests run in, the command does not run in it.
  vi.stubEnv('npm_lifecycle_event', undefined);
  try {
    const exitCode = await runProgram(args);
    const text = (spy: typeof stdout): string => spy.mock.calls.map(([chunk]) => String(chunk)).join('');
    return { exitCode, stdout: text(stdout), stderr: text(stderr) };
  } finally {
    process.chdir(before);
    stdout.mockRestore();
    stderr.mockRestore();
    vi.unstubAllEnvs();
  }
}

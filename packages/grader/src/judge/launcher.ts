/**
 * Starts submission processes. This file is the one place that knows how a submission is isolated, and it is honest
 * about it: `isolation` goes into the report. Level `process`: a process of its own with a minimal environment, Node's
 * permission model, and limits on heap and CPU time. Not an operating-system sandbox.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SubmissionLimits } from '../rubric.ts';
import { removeFolder } from './remove-folder.ts';
import { SETTINGS_VARIABLE, type SubmissionSettings } from '../submission/settings.ts';

export type Isolation = 'process';

/** What to start. All of it is plain data, so that it can be handed to another process. */
export interface LaunchSpec {
  readonly settings: SubmissionSettings;
  readonly limits: SubmissionLimits;
  /** Files and directories that the process may read. */
  readonly readable: readonly string[];
  /** Where the WebGPU driver was unpacked, for assignments that compute on it; it is read only. */
  readonly driverCache?: string;
}

export interface LaunchedProcess {
  readonly process: ChildProcess;
  readonly isolation: Isolation;
  /** Ends the process and everything that it started, and removes its temporary folder. */
  kill(): void;
}

const SUBMISSION_DIR = fileURLToPath(new URL('../submission/', import.meta.url));

export const DEFAULT_LIMITS = { callSeconds: 30, totalSeconds: 900, memoryMiB: 2048 } as const;

/** The judge holds the other end of this descriptor for as long as it lives. */
const LIFELINE_FD = 5;

/**
 * Shell script: `$0` is a limit of CPU seconds, `$@` the command. A second process waits for the lifeline to end, and
 * then ends the whole group. So an endless loop does not outlive the judge, however that ended.
 */
const GUARDED = `ulimit -t "$0"
(exec 0<&- 1>&- 2>&- 3<&- 4>&-; read -r _ <&${LIFELINE_FD}; kill -9 0) &
exec "$@" ${LIFELINE_FD}<&-`;

/**
 * Starts one submission process. It reads calls from descriptor 3 and answers on descriptor 4.
 *
 * The heap limit is half of the memory limit: V8 then reports the usual case by itself, and typed arrays, which live
 * outside of the heap, are left to the memory watch of the client.
 */
export function launch({ settings, limits, readable, driverCache }: LaunchSpec): LaunchedProcess {
  const temporary = mkdtempSync(join(tmpdir(), 'dawnbook-submission-'));
  const { memoryMiB, totalSeconds } = { ...DEFAULT_LIMITS, ...limits };
  const node = [
    process.execPath,
    '--permission',
    ...[...readable, SUBMISSION_DIR, temporary, ...(driverCache === undefined ? [] : [driverCache])].map(
      (path) => `--allow-fs-read=${path}`,
    ),
    `--allow-fs-write=${temporary}`,
    ...(limits.workers ? ['--allow-worker'] : []),
    ...(limits.addons ? ['--allow-addons'] : []),
    ...(limits.inspector ? ['--allow-inspector'] : []),
    // SQL can attach, and make, database files that the permission model knows nothing of.
    '--no-experimental-sqlite',
    '--disable-warning=SecurityWarning',
    `--max-old-space-size=${Math.floor(memoryMiB / 2)}`,
    `--require=${join(SUBMISSION_DIR, 'preload.ts')}`,
    join(SUBMISSION_DIR, 'main.ts'),
  ];
  const [command, ...args] =
    process.platform === 'win32' ? node : ['/bin/sh', '-c', GUARDED, String(totalSeconds * 2), ...node];
  const child = spawn(command!, args, {
    cwd: temporary,
    detached: process.platform !== 'win32', // a process group of its own, so that all of it can be ended
    env: {
      PATH: dirname(process.execPath),
      HOME: temporary,
      TMPDIR: temporary,
      LANG: 'C.UTF-8',
      TZ: 'UTC',
      [SETTINGS_VARIABLE]: JSON.stringify(settings),
      ...(driverCache === undefined ? {} : { DAWNBOOK_CACHE: driverCache }),
    },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
  });
  const pipes: readonly unknown[] = child.stdio;
  child.once('exit', () => (pipes[LIFELINE_FD] as Socket).destroy());
  return {
    process: child,
    isolation: 'process',
    kill() {
      if (child.pid !== undefined && process.platform !== 'win32') {
        try {
          process.kill(-child.pid, 'SIGKILL');
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
        }
      } else {
        child.kill('SIGKILL');
      }
      removeFolder(temporary);
    },
  };
}

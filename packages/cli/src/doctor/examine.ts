import type { Diagnosis } from '@dawnbook/tensor';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What a look at the machine's WebGPU gave: a diagnosis, or the way in which the attempt ended without one. */
export type Examination =
  | { readonly diagnosis: Diagnosis }
  | { readonly diagnosis: undefined; readonly end: string; readonly lastWords: string };

/** The first run may unpack a driver. What takes longer than this hangs. */
const LIMIT_SECONDS = 120;
const MAX_LAST_WORDS = 2_000;

/**
 * Tries WebGPU in a process of its own: a driver that crashes or hangs takes that process with it, and the workbook can
 * still say so.
 */
export function examine(): Promise<Examination> {
  const { promise, resolve, reject } = Promise.withResolvers<Examination>();
  const child = fork(fileURLToPath(new URL('./diagnose-process.ts', import.meta.url)), [], {
    execArgv: [],
    // Keeps NaN, which JSON does not.
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    timeout: LIMIT_SECONDS * 1000,
    killSignal: 'SIGKILL',
  });
  let lastWords = '';
  const keep = (chunk: Buffer): void => void (lastWords = (lastWords + chunk).slice(-MAX_LAST_WORDS));
  child.stdout!.on('data', keep);
  child.stderr!.on('data', keep);
  let diagnosis: Diagnosis | undefined;
  child.once('message', (message) => void (diagnosis = message as Diagnosis));
  child.once('error', reject);
  child.once('close', (code, signal) => {
    if (diagnosis !== undefined) return resolve({ diagnosis });
    const how = signal === null ? `with exit code ${code}` : `by ${signal}`;
    const end =
      signal === 'SIGKILL'
        ? `no answer from the GPU's driver within ${LIMIT_SECONDS} s`
        : `the process that tried the GPU ended ${how}`;
    resolve({ diagnosis: undefined, end, lastWords: lastWords.trim() });
  });
  return promise;
}

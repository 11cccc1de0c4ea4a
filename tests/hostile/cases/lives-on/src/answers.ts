import { spawn, fork, exec } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

function attempt(what: () => unknown): string {
  try {
    what();
    return 'it worked';
  } catch (error) {
    return (error as Error).message;
  }
}

/** Starts a process that would outlive this one. */
export function pileHours(): never {
  const results = [
    attempt(() => spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' }).unref()),
    attempt(() => exec('sleep 1000 &')),
    attempt(() => fork(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true })),
  ];
  throw new Error(results.join('\n'));
}

let worker: Worker | undefined;
/** Correct, with a thread beside it that never ends. */
const answer = (bytes: Uint8Array) => ({
  then(resolve: (bytes: Uint8Array) => void): void {
    worker ??= new Worker('for (;;);', { eval: true });
    process.on('exit', () => {
      for (;;);
    });
    writeFileSync('left-behind', 'x');
    resolve(bytes);
  },
});
export const brokenDecoderInput = answer(Uint8Array.of(0xc3, 0xa9));
export const undecodableTwoBytes = answer(Uint8Array.of(0xc3, 0x28));

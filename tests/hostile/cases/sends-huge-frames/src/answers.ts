import { writeSync } from 'node:fs';

/** Announces four gigabytes. */
export function pileHours(): Promise<never> {
  writeSync(4, Buffer.alloc(65_536, 0xff));
  return new Promise(() => undefined);
}

/** A million values of the wrong type, and sixty megabytes of the right one. */
export const brokenDecoderInput = Array.from({ length: 1e6 }, () => ({}));
export const undecodableTwoBytes = new Uint8Array(60e6);

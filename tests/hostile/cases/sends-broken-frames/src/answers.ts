import { writeSync } from 'node:fs';

/** Half a frame, and the end. */
export function pileHours(): never {
  writeSync(4, Buffer.from([200, 0, 0, 0, 30, 0, 0, 0, 0x7b]));
  process.exit(0);
}

/** A frame of sixty megabytes, a byte at a time. */
export const brokenDecoderInput = {
  then(): void {
    writeSync(4, Buffer.from([0, 0, 0x94, 0x03]));
    setInterval(() => {
      for (let i = 0; i < 1000; i++) writeSync(4, Buffer.from([0x20]));
    }, 1);
  },
};

import { writeSync } from 'node:fs';

/** A frame as the protocol lays it out. */
function frame(header: object, json: string): Buffer {
  const parts = [JSON.stringify(header), json].flatMap((text) => {
    const bytes = Buffer.from(text);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    return [length, bytes];
  });
  const body = Buffer.concat(parts);
  const total = Buffer.alloc(4);
  total.writeUInt32LE(body.length);
  return Buffer.concat([total, body]);
}

const REPLIES = 4;
const reply = frame({ type: 'result', id: 'the next one' }, '22.916666666666668');

/** Correct, if one waits; but more replies than calls arrive, some before the first answer. */
export async function pileHours(rate: number): Promise<number> {
  if (!(rate > 0)) throw new RangeError('the rate must be positive');
  writeSync(REPLIES, reply);
  return 825e9 / rate / 3600;
}

/** Correct as well; the reply that is too many comes after the answer. */
const answer = (bytes: Uint8Array) => ({
  then(resolve: (bytes: Uint8Array) => void): void {
    setImmediate(() => setImmediate(() => writeSync(REPLIES, reply)));
    resolve(bytes);
  },
});
export const brokenDecoderInput = answer(Uint8Array.of(0xc3, 0xa9));
export const undecodableTwoBytes = answer(Uint8Array.of(0xc3, 0x28));

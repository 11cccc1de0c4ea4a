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
const never = new Promise<never>(() => undefined);

/** A reply that looks right, to a call that was never made. */
export function pileHours(rate: number): Promise<never> {
  const id = '123e4567-e89b-42d3-a456-426614174000';
  writeSync(REPLIES, frame({ type: 'result', id }, String(825e9 / rate / 3600)));
  return never;
}

/** A verdict in place of a reply. */
export const brokenDecoderInput = {
  then(): void {
    writeSync(REPLIES, frame({ type: 'test', exercise: 'utf8-broken-decoder', outcome: { status: 'passed' } }, 'null'));
  },
};

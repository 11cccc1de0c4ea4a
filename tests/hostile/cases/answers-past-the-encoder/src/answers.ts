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

/** Ids of the calls that this process got. */
const ids: string[] = [];
const parse = JSON.parse;
JSON.parse = (text: string, ...rest: never[]): unknown => {
  const value = parse(text, ...rest) as { id?: unknown } | null;
  if (typeof value?.id === 'string') ids.push(value.id);
  return value;
};

/** Answers its own call past the encoder, with a value that would pollute whoever copies it. */
async function poison(json: string): Promise<never> {
  // The id of this very call was parsed before this code was loaded; that of the next one is there.
  writeSync(4, frame({ type: 'result', id: ids.at(-1) ?? 'unknown' }, json));
  return new Promise(() => undefined);
}

let calls = 0;
export async function pileHours(rate: number): Promise<number> {
  if (!(rate > 0)) throw new RangeError('the rate must be positive');
  if (calls++ === 0) return 825e9 / rate / 3600;
  return poison('{"__proto__":{"status":"passed"}}');
}

const answer = (json: string) => ({
  then(resolve: (bytes: Uint8Array) => void): void {
    if (ids.length === 0) resolve(Uint8Array.of(0xc3, 0xa9));
    else void poison(json);
  },
});
export const brokenDecoderInput = answer('{"$":"u8","n":2}');
export const undecodableTwoBytes = answer('{"$":"u8","n":1e9}');

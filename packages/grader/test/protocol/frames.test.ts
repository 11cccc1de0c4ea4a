import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CodecError } from '../../src/protocol/codec.ts';
import {
  encodeFrame,
  type Frame,
  FrameError,
  type FrameLimits,
  FrameReader,
} from '../../src/protocol/frames.ts';
import { anyPlain, anyString } from '../support/plain.ts';

const LIMITS: FrameLimits = { frame: 4096, header: 1024, json: 2048 };

/** Bytes of a frame from its parts, with lengths that need not be true. */
function rawFrame(
  header: string,
  json: string,
  blobs: number[] = [],
  lie: { total?: number; header?: number; json?: number } = {},
): Buffer {
  const h = Buffer.from(header);
  const j = Buffer.from(json);
  const length = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
  };
  const body = Buffer.concat([
    length(lie.header ?? h.length),
    h,
    length(lie.json ?? j.length),
    j,
    Buffer.from(blobs),
  ]);
  return Buffer.concat([length(lie.total ?? body.length), body]);
}

/** Cuts bytes at positions. */
function cutAt(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  return edges.slice(1).map((end, i) => bytes.subarray(edges[i], end));
}

describe('frames', () => {
  test('come back the same however the stream is cut', () => {
    const anyFrame = fc.tuple(anyString, anyPlain).map(([type, value]) => ({ header: { type }, value }));
    const large: FrameLimits = { frame: 2 ** 20, header: 2 ** 20, json: 2 ** 20 };
    fc.assert(
      fc.property(
        fc.array(anyFrame, { maxLength: 4 }),
        fc.array(fc.nat(), { maxLength: 12 }),
        (sent, cuts) => {
          const bytes = Buffer.concat(sent.map(({ header, value }) => encodeFrame(header, value, 'value')));
          const reader = new FrameReader(large);
          const received: Frame[] = cutAt(bytes, cuts).flatMap((chunk) => reader.push(chunk));
          expect(received).toStrictEqual(sent);
          expect(reader.pendingBytes).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('are as the layout says', () => {
    const frame = encodeFrame({ type: 'result' }, { a: Uint8Array.of(7, 8) }, 'value');
    expect(Buffer.from(frame)).toStrictEqual(rawFrame('{"type":"result"}', '{"a":{"$":"u8","n":2}}', [7, 8]));
  });

  test('come one byte at a time, and the reader says how many are waiting', () => {
    const bytes = rawFrame('{}', '[1,2]');
    const reader = new FrameReader(LIMITS);
    for (let i = 0; i < bytes.length - 1; i++) {
      expect(reader.push(bytes.subarray(i, i + 1))).toStrictEqual([]);
      expect(reader.pendingBytes).toBe(i + 1);
    }
    expect(reader.push(bytes.subarray(-1))).toStrictEqual([{ header: {}, value: [1, 2] }]);
    expect(reader.pendingBytes).toBe(0);
  });

  test('do not share memory with the chunk that they came in', () => {
    const bytes = rawFrame('{}', '{"$":"u8","n":2}', [1, 2]);
    const [frame] = new FrameReader(LIMITS).push(bytes);
    bytes.fill(0);
    expect(frame!.value).toStrictEqual(Uint8Array.of(1, 2));
  });
});

describe('a reader refuses', () => {
  test.each<[string, Buffer, string]>([
    ['an empty frame', rawFrame('', '', [], { total: 0 }), 'an empty frame'],
    [
      'a frame above the limit',
      rawFrame('{}', '1', [], { total: 4097 }),
      'a frame of 4097 bytes; at most 4096 are accepted',
    ],
    [
      'four gigabytes',
      rawFrame('{}', '1', [], { total: 0xffffffff }),
      'a frame of 4294967295 bytes; at most 4096 are accepted',
    ],
    [
      'a header above the limit',
      rawFrame(`"${' '.repeat(1024)}"`, '1'),
      'a frame whose header has 1026 bytes; at most 1024 are accepted',
    ],
    [
      'a value above the limit',
      rawFrame('{}', ' '.repeat(2049)),
      'a frame whose value has 2049 bytes; at most 2048 are accepted',
    ],
    [
      'a header longer than the frame',
      rawFrame('{}', '1', [], { header: 100 }),
      'a frame whose parts are longer than the frame',
    ],
    [
      'a value longer than the frame',
      rawFrame('{}', '1', [], { json: 2 }),
      'a frame whose parts are longer than the frame',
    ],
    ['a frame of three bytes', Buffer.from([3, 0, 0, 0, 1, 2, 3]), 'a frame that ends inside a length'],
    [
      'a frame without a value',
      Buffer.from([6, 0, 0, 0, 2, 0, 0, 0, 0x7b, 0x7d]),
      'a frame that ends inside a length',
    ],
    ['a header that is not JSON', rawFrame('{type}', '1'), 'a frame whose header is not JSON'],
  ])('%s', (_, bytes, message) => {
    expect(() => new FrameReader(LIMITS).push(bytes)).toThrow(new FrameError(message));
  });

  test('a value that is not plain data', () => {
    expect(() => new FrameReader(LIMITS).push(rawFrame('{}', '{"$":"f64"}'))).toThrow(CodecError);
  });

  test('a large frame as soon as its length is known', () => {
    expect(() => new FrameReader(LIMITS).push(Buffer.from([0, 0, 0, 1]))).toThrow(FrameError);
  });

  test('bytes that are no frames, with an error of its own', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (noise) => {
        try {
          for (const frame of new FrameReader(LIMITS).push(Buffer.from(noise)))
            expect(frame).toHaveProperty('header');
        } catch (error) {
          expect(error instanceof FrameError || error instanceof CodecError).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

test('a frame may be as large as the limit', () => {
  const json = JSON.stringify('x'.repeat(2046));
  const blobs = 4096 - 4 - 2 - 4 - json.length;
  expect(() =>
    new FrameReader(LIMITS).push(
      rawFrame(
        '{}',
        json,
        Array.from({ length: blobs }, () => 0),
      ),
    ),
  ).toThrow(new CodecError(`${blobs} bytes that nothing refers to`));
});

/**
 * Frames on a pipe: `u32 total | u32 header | header JSON | u32 json | value JSON | raw bytes`, little-endian, where
 * `total` counts everything after itself. The header says what the frame is; the value is optional plain data.
 */
import { decodePlain, encodePlain } from './codec.ts';
import type { Plain } from '../plain-data.ts';

/** A byte stream that breaks the framing rules. */
export class FrameError extends Error {
  override readonly name = 'FrameError';
}

const U32 = 4;

/** Builds one frame. `what` names the value in errors. */
export function encodeFrame(header: object, value: unknown, what: string): Uint8Array {
  const headerBytes = Buffer.from(JSON.stringify(header), 'utf8');
  const { json, blobs } = encodePlain(value, what);
  const jsonBytes = Buffer.from(json, 'utf8');
  const total = U32 + headerBytes.length + U32 + jsonBytes.length + blobs.length;
  const frame = Buffer.alloc(U32 + total);
  let at = frame.writeUInt32LE(total, 0);
  at = frame.writeUInt32LE(headerBytes.length, at);
  at += headerBytes.copy(frame, at);
  at = frame.writeUInt32LE(jsonBytes.length, at);
  at += jsonBytes.copy(frame, at);
  frame.set(blobs, at);
  return frame;
}

/** A frame whose lengths add up. The header is unchecked JSON; the value is plain data. */
export interface Frame {
  readonly header: unknown;
  readonly value: Plain;
}

function decodeFrame(body: Buffer): Frame {
  const part = (at: number): Buffer => {
    if (at + U32 > body.length) throw new FrameError('a frame that ends inside a length');
    const length = body.readUInt32LE(at);
    if (at + U32 + length > body.length)
      throw new FrameError('a frame whose parts are longer than the frame');
    return body.subarray(at + U32, at + U32 + length);
  };
  const headerBytes = part(0);
  const jsonBytes = part(U32 + headerBytes.length);
  const blobs = body.subarray(2 * U32 + headerBytes.length + jsonBytes.length);
  let header: unknown;
  try {
    header = JSON.parse(headerBytes.toString('utf8'));
  } catch {
    throw new FrameError('a frame whose header is not JSON');
  }
  return { header, value: decodePlain({ json: jsonBytes.toString('utf8'), blobs }) };
}

/** Cuts a byte stream into frames and refuses frames above a size before they are stored. */
export class FrameReader {
  readonly #maxBytes: number;
  #chunks: Buffer[] = [];
  #buffered = 0;

  /** @param maxBytes - the largest frame that is accepted */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Bytes of a frame that has begun and not ended. */
  get pendingBytes(): number {
    return this.#buffered;
  }

  /**
   * Takes bytes and returns the frames that they complete.
   *
   * @throws {@link FrameError} or CodecError; the stream cannot be read on after that
   */
  push(chunk: Buffer): Frame[] {
    this.#chunks.push(chunk);
    this.#buffered += chunk.length;
    const frames: Frame[] = [];
    while (this.#buffered >= U32) {
      const total = this.#peekTotal();
      if (total > this.#maxBytes) {
        throw new FrameError(`a frame of ${total} bytes; at most ${this.#maxBytes} are accepted`);
      }
      if (this.#buffered < U32 + total) break;
      const all = Buffer.concat(this.#chunks);
      frames.push(decodeFrame(all.subarray(U32, U32 + total)));
      const rest = all.subarray(U32 + total);
      this.#chunks = rest.length > 0 ? [rest] : [];
      this.#buffered = rest.length;
    }
    return frames;
  }

  #peekTotal(): number {
    if (this.#chunks[0]!.length < U32) this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0]!.readUInt32LE(0);
  }
}

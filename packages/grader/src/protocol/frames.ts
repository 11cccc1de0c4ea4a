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

/** The largest sizes that a reader accepts, in bytes. */
export interface FrameLimits {
  /** All of a frame. */
  readonly frame: number;
  /** The header. Its JSON is parsed before anything is known about it. */
  readonly header: number;
  /** The JSON of the value, which grows many times when it is parsed. Raw bytes are limited by `frame` only. */
  readonly json: number;
}

/** Cuts a byte stream into frames and refuses frames above a size before they are stored. */
export class FrameReader {
  readonly #limits: FrameLimits;
  /** The length that a frame begins with. */
  readonly #length = Buffer.alloc(U32);
  #lengthBytes = 0;
  /** What follows it, as far as it has come. */
  #body: Buffer | undefined;
  #bodyBytes = 0;

  constructor(limits: FrameLimits) {
    this.#limits = limits;
  }

  /** Bytes of a frame that has begun and not ended. */
  get pendingBytes(): number {
    return this.#lengthBytes + this.#bodyBytes;
  }

  /**
   * Takes bytes and returns the frames that they complete.
   *
   * @throws {@link FrameError} or CodecError; the stream cannot be read on after that
   */
  push(chunk: Buffer): Frame[] {
    const frames: Frame[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (this.#body === undefined) {
        const taken = chunk.copy(this.#length, this.#lengthBytes, at);
        at += taken;
        this.#lengthBytes += taken;
        if (this.#lengthBytes < U32) break;
        this.#body = Buffer.allocUnsafe(this.#checkedTotal());
      }
      const taken = chunk.copy(this.#body, this.#bodyBytes, at);
      at += taken;
      this.#bodyBytes += taken;
      if (this.#bodyBytes === this.#body.length) {
        frames.push(this.#decode(this.#body));
        this.#body = undefined;
        this.#bodyBytes = 0;
        this.#lengthBytes = 0;
      }
    }
    return frames;
  }

  #checkedTotal(): number {
    const total = this.#length.readUInt32LE(0);
    const { frame } = this.#limits;
    if (total > frame) throw new FrameError(`a frame of ${total} bytes; at most ${frame} are accepted`);
    if (total === 0) throw new FrameError('an empty frame');
    return total;
  }

  #decode(body: Buffer): Frame {
    const headerBytes = part(body, 0, 'header', this.#limits.header);
    const jsonBytes = part(body, U32 + headerBytes.length, 'value', this.#limits.json);
    const blobs = body.subarray(2 * U32 + headerBytes.length + jsonBytes.length);
    let header: unknown;
    try {
      header = JSON.parse(headerBytes.toString('utf8'));
    } catch {
      throw new FrameError('a frame whose header is not JSON');
    }
    return { header, value: decodePlain({ json: jsonBytes.toString('utf8'), blobs }) };
  }
}

/** A part of a frame that begins with its own length. */
function part(body: Buffer, at: number, what: string, maxBytes: number): Buffer {
  if (at + U32 > body.length) throw new FrameError('a frame that ends inside a length');
  const length = body.readUInt32LE(at);
  if (length > maxBytes) {
    throw new FrameError(`a frame whose ${what} has ${length} bytes; at most ${maxBytes} are accepted`);
  }
  if (at + U32 + length > body.length) throw new FrameError('a frame whose parts are longer than the frame');
  return body.subarray(at + U32, at + U32 + length);
}

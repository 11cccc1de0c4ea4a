import { type FileHandle, open } from 'node:fs/promises';

/** Token ids with random access: a file, or anything else that can be read by position. */
export interface TokenReader {
  /** Number of ids. */
  readonly length: number;
  /** `count` ids from position `start` on. */
  read(start: number, count: number): Promise<Int32Array>;
}

interface Header {
  /** Position of the first id, in bytes. */
  readonly start: number;
  /** Bytes per id. */
  readonly width: 2 | 4;
  readonly length: number;
}

/** Magic, version and header length. */
const PREAMBLE_BYTES = 10;

/**
 * A token file of assignment 1 (`.npy`, unsigned integers of 16 or 32 bits), read by position. Nothing but the header and
 * what is asked for is ever in memory. (CS336 maps the file into memory; Node has no such call.)
 */
export class TokenSource implements TokenReader {
  readonly length: number;
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #header: Header;
  #closed = false;

  private constructor(path: string, file: FileHandle, header: Header) {
    this.#path = path;
    this.#file = file;
    this.#header = header;
    this.length = header.length;
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws Error naming the path and what was found if it is not a one-dimensional little-endian `.npy` array of uint16 or
   * uint32, or shorter than its header says
   */
  static async open(path: string): Promise<TokenSource> {
    const file = await open(path, 'r');
    try {
      return new TokenSource(path, file, await readHeader(path, file));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /**
   * `count` ids from position `start` on. Calls may overlap in time.
   *
   * @throws RangeError if they do not lie within the file; Error after `close()`
   */
  async read(start: number, count: number): Promise<Int32Array> {
    if (this.#closed) throw new Error(`${this.#path} was closed`);
    const whole = Number.isInteger(start) && Number.isInteger(count);
    if (!whole || start < 0 || count < 0 || start + count > this.length) {
      throw new RangeError(`${this.#path}: ids ${start} to ${start + count} of ${this.length} do not exist`);
    }
    const { start: offset, width } = this.#header;
    const bytes = await readBytes(this.#path, this.#file, offset + start * width, count * width);
    return Int32Array.from({ length: count }, (_, i) =>
      width === 2 ? bytes.getUint16(2 * i, true) : bytes.getUint32(4 * i, true),
    );
  }

  /** Closes the file. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#file.close();
  }
}

async function readHeader(path: string, file: FileHandle): Promise<Header> {
  const fail = (problem: string): never => {
    throw new Error(`${path}: ${problem}`);
  };
  const preamble = await readBytes(path, file, 0, PREAMBLE_BYTES);
  if (latin1(preamble).slice(0, 6) !== '\x93NUMPY')
    fail('not a .npy file (it does not begin with \\x93NUMPY)');
  const version = `${preamble.getUint8(6)}.${preamble.getUint8(7)}`;
  if (version !== '1.0') fail(`.npy version ${version}; supported: 1.0`);
  const start = PREAMBLE_BYTES + preamble.getUint16(8, true);
  const text = latin1(await readBytes(path, file, PREAMBLE_BYTES, start - PREAMBLE_BYTES));
  const dtype = /'descr':\s*'([^']*)'/.exec(text)?.[1] ?? 'nothing';
  if (dtype !== '<u2' && dtype !== '<u4')
    fail(`dtype ${dtype}; supported: <u2 and <u4, little-endian unsigned`);
  const shape = /'shape':\s*(\([^)]*\))/.exec(text)?.[1] ?? 'none';
  const length = Number(
    /^\(\s*(\d+),\s*\)$/.exec(shape)?.[1] ?? fail(`shape ${shape}; supported: one axis, as (3,)`),
  );
  const width = dtype === '<u2' ? 2 : 4;
  const { size } = await file.stat();
  if (size < start + length * width) {
    fail(
      `truncated: ${length} ids of dtype ${dtype} need ${start + length * width} bytes, the file has ${size}`,
    );
  }
  return { start, width, length };
}

/** Exactly `count` bytes. A read may return fewer than it was asked for, so it takes a loop. */
async function readBytes(path: string, file: FileHandle, position: number, count: number): Promise<DataView> {
  const bytes = new Uint8Array(count);
  for (let done = 0; done < count;) {
    const { bytesRead } = await file.read(bytes, done, count - done, position + done);
    if (bytesRead === 0) throw new Error(`${path}: truncated, there is no byte ${position + done}`);
    done += bytesRead;
  }
  return new DataView(bytes.buffer);
}

function latin1(view: DataView): string {
  return Buffer.from(view.buffer).toString('latin1');
}

import { notImplemented } from '@dawnbook/grader';

/** Token ids with random access: a file, or anything else that can be read by position. */
export interface TokenReader {
  /** Number of ids. */
  readonly length: number;
  /** `count` ids from position `start` on. */
  read(start: number, count: number): Promise<Int32Array>;
}

/**
 * A token file of assignment 1 (`.npy`, version 1.0, one axis, `<u2` or `<u4`), read by position. Nothing but the header
 * and what is asked for is read. About 60 lines.
 *
 * Handout: README.md#token-source
 */
export class TokenSource implements TokenReader {
  readonly length: number = 0;

  /**
   * Opens a file and reads its header.
   *
   * @throws Error naming the path and what was found if the file is of another kind, or shorter than its header says
   */
  static open(path: string): Promise<TokenSource> {
    throw notImplemented('token-source');
  }

  /** @throws RangeError if the ids do not lie within the file; Error after `close()` */
  read(start: number, count: number): Promise<Int32Array> {
    throw notImplemented('token-source');
  }

  /** Closes the file. */
  close(): Promise<void> {
    throw notImplemented('token-source');
  }
}

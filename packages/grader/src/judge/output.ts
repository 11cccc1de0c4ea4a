import type { Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

/**
 * Text of a submission as it may stand in a terminal: without escape sequences, and with U+FFFD for the other controls.
 * Lines and tabs stay.
 */
export function printable(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll('\r\n', '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '\ufffd');
}

/** What a process printed, cut at a size; the rest is counted and dropped. */
export class CapturedOutput {
  readonly #maxBytes: number;
  #kept: Buffer[] = [];
  #keptBytes = 0;
  #totalBytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Reads a stream to its end, so that the writer never waits for us. */
  capture(stream: Readable): void {
    stream.on('data', (chunk: Buffer) => {
      this.#totalBytes += chunk.length;
      const room = this.#maxBytes - this.#keptBytes;
      if (room <= 0) return;
      const part = chunk.subarray(0, room);
      this.#kept.push(part);
      this.#keptBytes += part.length;
    });
  }

  /** The text since it was last taken. */
  take(): string {
    const text = this.peek();
    this.#kept = [];
    this.#keptBytes = 0;
    this.#totalBytes = 0;
    return text;
  }

  /** The same, and leaves it there. */
  peek(): string {
    const text = printable(Buffer.concat(this.#kept).toString('utf8'));
    const dropped = this.#totalBytes - this.#keptBytes;
    return dropped > 0 ? `${text}\n[… ${dropped} more bytes were not kept]\n` : text;
  }
}

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Tokenizer } from './tokenizer.ts';

const READ_BYTES = 64 * 1024;

/** Ids are handed on in batches of this size. */
const BATCH = 16 * 1024;

/**
 * Encodes a UTF-8 file of any size: reads 64 KiB at a time and hands the ids on in batches, in order. `onTokens` is
 * awaited, so a slow consumer slows the reading down instead of filling memory.
 *
 * Reading is synchronous because `encodeIterable` pulls its chunks; each read takes far less time than encoding it.
 *
 * @throws Error naming the path if the file cannot be read; whatever `onTokens` throws; TokenizerError as `encode`.
 */
export async function encodeFile(
  tokenizer: Tokenizer,
  path: string,
  onTokens: (ids: readonly number[]) => void | Promise<void>,
): Promise<void> {
  let batch: number[] = [];
  for (const id of tokenizer.encodeIterable(readText(path))) {
    batch.push(id);
    if (batch.length === BATCH) {
      await onTokens(batch);
      batch = [];
    }
  }
  if (batch.length > 0) await onTokens(batch);
}

/** The text of a file in pieces. The decoder carries a character that two reads share from one to the next. */
function* readText(path: string): Generator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const buffer = new Uint8Array(READ_BYTES);
  const file = openSync(path, 'r');
  try {
    if (fstatSync(file).isDirectory()) throw new Error(`${path} is a directory`);
    for (;;) {
      const size = readSync(file, buffer);
      if (size === 0) break;
      yield decoder.decode(buffer.subarray(0, size), { stream: true });
    }
    yield decoder.decode();
  } finally {
    closeSync(file);
  }
}

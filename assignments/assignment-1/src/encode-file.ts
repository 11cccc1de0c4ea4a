import { notImplemented } from '@dawnbook/grader';
import type { Tokenizer } from './tokenizer.ts';

/**
 * Encodes a UTF-8 file of any size: reads 64 KiB at a time and hands the ids on in order, in batches of at most 16,384.
 * `onTokens` is awaited before it is called again. A character may lie across two reads. About 35 lines.
 *
 * Handout: README.md#encode-iterable
 *
 * @throws Error naming the path if the file cannot be read; whatever `onTokens` throws; TokenizerError as `encode`.
 */
export async function encodeFile(
  tokenizer: Tokenizer,
  path: string,
  onTokens: (ids: readonly number[]) => void | Promise<void>,
): Promise<void> {
  throw notImplemented('encode-iterable');
}

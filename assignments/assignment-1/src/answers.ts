import { notImplemented } from '@dawnbook/grader';
import type { Bytes } from './bytes.ts';

/**
 * Well-formed UTF-8 for which decoding byte by byte gives another text than decoding at once.
 *
 * Handout: README.md#utf8-broken-decoder
 */
export const brokenDecoderInput: Bytes | undefined = undefined;

/**
 * Exactly two bytes that are not well-formed UTF-8.
 *
 * Handout: README.md#utf8-broken-decoder
 */
export const undecodableTwoBytes: Bytes | undefined = undefined;

/**
 * Bytes of UTF-8 per token. Two lines.
 *
 * Handout: README.md#tokenizer-compression
 *
 * @throws RangeError if `numTokens` is not positive.
 */
export function compressionRatio(numBytes: number, numTokens: number): number {
  throw notImplemented('tokenizer-compression');
}

/**
 * A loss per token in nats, as bits per byte. Two lines.
 *
 * Handout: README.md#tokenizer-compression
 *
 * @throws RangeError if `bytesPerToken` is not positive.
 */
export function bitsPerByte(lossNats: number, bytesPerToken: number): number {
  throw notImplemented('tokenizer-compression');
}

/**
 * Tokens of State of the Union with its own 1,024-entry tokenizer.
 *
 * Handout: README.md#tokenizer-compression
 */
export const sotuTokens1024: number | undefined = undefined;

/**
 * Tokens of Moby Dick with its own 1,024-entry tokenizer.
 *
 * Handout: README.md#tokenizer-compression
 */
export const mobyTokens1024: number | undefined = undefined;

/**
 * Bytes per token of Moby Dick with the 1,024-entry tokenizer of State of the Union, to two decimals.
 *
 * Handout: README.md#tokenizer-compression
 */
export const mobyBytesPerTokenWithSotu1024: number | undefined = undefined;

/**
 * Hours to tokenize the Pile (825 GB, 825e9 bytes) at a measured rate. Two lines.
 *
 * Handout: README.md#tokenizer-throughput
 *
 * @throws RangeError if the rate is not positive.
 */
export function pileHours(bytesPerSecond: number): number {
  throw notImplemented('tokenizer-throughput');
}

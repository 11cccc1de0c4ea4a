import type { Bytes } from './bytes.ts';

/**
 * Exercise `utf8-broken-decoder`: `é`, C3 A9. Neither byte means anything alone, so decoding byte by byte gives two
 * U+FFFD. Every text beyond ASCII would do.
 */
export const brokenDecoderInput: Bytes = Uint8Array.of(0xc3, 0xa9);

/** Exercise `utf8-broken-decoder`: C3 announces one continuation byte (80–BF), and 28 is `(`. */
export const undecodableTwoBytes: Bytes = Uint8Array.of(0xc3, 0x28);

/**
 * Exercise `tokenizer-compression`: bytes of UTF-8 per token.
 *
 * @throws RangeError if `numTokens` is not positive: no tokens have no ratio.
 */
export function compressionRatio(numBytes: number, numTokens: number): number {
  if (!(numTokens > 0)) throw new RangeError(`numTokens is ${numTokens}; it must be positive`);
  return numBytes / numTokens;
}

/**
 * Exercise `tokenizer-compression`: a loss per token in nats as bits per byte, which can be compared across tokenizers.
 * Dividing by ln 2 turns nats into bits, dividing by the bytes per token turns "per token" into "per byte".
 *
 * @throws RangeError if `bytesPerToken` is not positive.
 */
export function bitsPerByte(lossNats: number, bytesPerToken: number): number {
  if (!(bytesPerToken > 0)) throw new RangeError(`bytesPerToken is ${bytesPerToken}; it must be positive`);
  return lossNats / Math.LN2 / bytesPerToken;
}

/** Exercise `tokenizer-compression`: tokens of State of the Union with its own 1,024-entry tokenizer. */
export const sotuTokens1024 = 3_614_724;

/** Exercise `tokenizer-compression`: tokens of Moby Dick with its own 1,024-entry tokenizer. */
export const mobyTokens1024 = 447_632;

/** Exercise `tokenizer-compression`: bytes per token of Moby Dick with the 1,024-entry tokenizer of State of the Union. */
export const mobyBytesPerTokenWithSotu1024 = 2.42;

/** The Pile, in bytes (Gao et al. 2020). */
const PILE_BYTES = 825e9;

/**
 * Exercise `tokenizer-throughput`: hours to tokenize the Pile at a measured rate.
 *
 * @throws RangeError if the rate is not positive.
 */
export function pileHours(bytesPerSecond: number): number {
  if (!(bytesPerSecond > 0)) throw new RangeError(`bytesPerSecond is ${bytesPerSecond}; it must be positive`);
  return PILE_BYTES / bytesPerSecond / 3600;
}

import { notImplemented } from '@dawnbook/grader';
import type { Tensor } from '@dawnbook/tensor';
import type { TokenReader } from './token-source.ts';

/** Anything that gives logits for token ids: i32 `[batch, seq]` → `[batch, seq, vocab]`. */
export interface LanguageModel {
  forward(tokenIds: Tensor): Tensor;
}

export interface EvaluateOptions {
  /** Windows per forward pass. It does not change the result. */
  readonly batchSize: number;
  readonly contextLength: number;
  /** At most so many windows; all of them if not given. */
  readonly maxWindows?: number;
  /** Bytes of text per token, for `bitsPerByte`. */
  readonly bytesPerToken?: number;
}

export interface Evaluation {
  /** Mean cross-entropy per token, in nats. */
  readonly loss: number;
  readonly perplexity: number;
  /** Share of tokens that were the most likely ones. */
  readonly accuracy: number;
  /** The loss in bits per byte of text. */
  readonly bitsPerByte?: number;
}

/**
 * Loss and accuracy on fixed windows, without a gradient graph and with one read. The source has
 * n = ⌊(length − 1) / contextLength⌋ windows side by side; of these, `count` are taken at equal distances: window i begins
 * at ⌊i n / count⌋ · contextLength. About 35 lines.
 *
 * Handout: README.md#evaluate
 *
 * @throws RangeError if the source is shorter than one window and its last target
 */
export function evaluate(
  model: LanguageModel,
  source: TokenReader,
  options: EvaluateOptions,
): Promise<Evaluation> {
  throw notImplemented('evaluate');
}

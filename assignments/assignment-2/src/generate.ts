import { notImplemented } from '@dawnbook/grader';
import type { NextLogits } from './next-logits.ts';
import type { SamplingOptions } from './sample-next-token.ts';

export interface GenerateOptions extends SamplingOptions {
  readonly maxNewTokens: number;
  /** Ends the text, and is part of it. */
  readonly eosTokenId?: number;
  /** Token t is drawn with a number that depends on seed and t alone. */
  readonly seed: number;
  /** Only so many of the last ids are fed; all if not given. */
  readonly contextLength?: number;
}

export interface Generated {
  /** Prompt and continuation. */
  readonly ids: number[];
  readonly newIds: number[];
  readonly finishReason: 'eos' | 'length';
}

/**
 * Continues a prompt token by token: one call of `next` and one read each. About 18 lines.
 *
 * Handout: README.md#generate
 *
 * @throws RangeError if the prompt is empty
 */
export function generate(
  next: NextLogits,
  prompt: readonly number[],
  options: GenerateOptions,
): Promise<Generated> {
  throw notImplemented('generate');
}

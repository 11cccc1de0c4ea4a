import { tensor } from '@dawnbook/tensor';
import type { NextLogits } from './next-logits.ts';
import { uniform } from './random.ts';
import { sampleCategorical } from './sample-categorical.ts';
import { nextTokenProbs, type SamplingOptions } from './sample-next-token.ts';

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
 * Continues a prompt token by token. Each token costs one call of `next` and one read.
 *
 * @throws RangeError if the prompt is empty
 */
export async function generate(
  next: NextLogits,
  prompt: readonly number[],
  options: GenerateOptions,
): Promise<Generated> {
  const { maxNewTokens, eosTokenId, seed, contextLength = Infinity, ...sampling } = options;
  if (prompt.length === 0)
    throw new RangeError('generate: the prompt is empty; there is nothing to continue');
  const newIds: number[] = [];
  for (let t = 0; t < maxNewTokens; t++) {
    const ids = [...prompt, ...newIds];
    using logits = next([ids.slice(-contextLength)]); // [1, vocab]
    const probs = nextTokenProbs(logits, [ids], sampling);
    const id = await sampleCategorical(probs, tensor([uniform(seed, t)])).item();
    newIds.push(id);
    if (id === eosTokenId) return { ids: [...prompt, ...newIds], newIds, finishReason: 'eos' };
  }
  return { ids: [...prompt, ...newIds], newIds, finishReason: 'length' };
}

import type { Tensor } from '@dawnbook/tensor';
import { applyFrequencyPenalty } from './frequency-penalty.ts';
import { greedy } from './sample-categorical.ts';
import { softmax } from './softmax.ts';
import { applyTemperature } from './temperature.ts';
import { topKFilter } from './top-k.ts';
import { topPFilter } from './top-p.ts';

/** How the next token is drawn. What is not given does nothing. */
export interface SamplingOptions {
  /** 1 if not given; 0 takes the most likely token. */
  readonly temperature?: number;
  readonly topK?: number;
  readonly topP?: number;
  /** 0 if not given. */
  readonly frequencyPenalty?: number;
}

const KNOWN = ['temperature', 'topK', 'topP', 'frequencyPenalty'];

/**
 * Probabilities of the next token: frequency penalty, temperature, top-k, top-p, softmax, in this order.
 *
 * @param logits - `[n, vocab]`
 * @param history - the tokens so far, one list for each row
 * @returns `[n, vocab]`
 * @throws RangeError naming an unknown option, or one that is out of range
 */
export function nextTokenProbs(
  logits: Tensor,
  history: readonly (readonly number[])[],
  options: SamplingOptions = {},
): Tensor {
  const unknown = Object.keys(options).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) {
    throw new RangeError(`nextTokenProbs: there is no option '${unknown}'; options are ${KNOWN.join(', ')}`);
  }
  const { temperature = 1, topK, topP, frequencyPenalty = 0 } = options;
  let filtered = frequencyPenalty === 0 ? logits : applyFrequencyPenalty(logits, history, frequencyPenalty);
  if (temperature === 0) return greedy(filtered).oneHot(logits.shape.at(-1)!);
  filtered = applyTemperature(filtered, temperature);
  if (topK !== undefined) filtered = topKFilter(filtered, topK);
  if (topP !== undefined) filtered = topPFilter(filtered, topP);
  return softmax(filtered, -1);
}

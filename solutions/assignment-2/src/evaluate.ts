import { noGrad, realize, scope, stack, type Tensor, zeros } from '@dawnbook/tensor';
import { crossEntropy } from './cross-entropy.ts';
import { readWindows } from './get-batch.ts';
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
  /** The loss in bits per byte of text, which compares models with different tokenizers. */
  readonly bitsPerByte?: number;
}

/**
 * Loss and accuracy on fixed windows, without a gradient graph. The source has n = ⌊(length − 1) / contextLength⌋ windows
 * side by side; of these, `count` are taken at equal distances: window i begins at ⌊i n / count⌋ · contextLength.
 *
 * @throws RangeError if the source is shorter than one window and its last target
 */
export async function evaluate(
  model: LanguageModel,
  source: TokenReader,
  options: EvaluateOptions,
): Promise<Evaluation> {
  const { batchSize, contextLength, maxWindows = Infinity, bytesPerToken } = options;
  const numWindows = Math.floor((source.length - 1) / contextLength);
  if (numWindows < 1) {
    throw new RangeError(
      `evaluate: ${source.length} ids are less than one window: contextLength ${contextLength} and its last target`,
    );
  }
  const count = Math.min(numWindows, maxWindows);
  const starts = Array.from(
    { length: count },
    (_, i) => Math.floor((i * numWindows) / count) * contextLength,
  );

  using totals = zeros([2]); // summed loss, correct predictions
  for (let first = 0; first < count; first += batchSize) {
    const batch = await readWindows(source, starts.slice(first, first + batchSize), contextLength);
    using inputs = batch.inputs;
    using targets = batch.targets;
    scope(() =>
      noGrad(() => {
        const logits = model.forward(inputs); // [batch, seq, vocab]
        const loss = crossEntropy(logits, targets, { reduction: 'none' }).sum();
        const hits = logits.argmax(-1).eq(targets).to('f32').sum();
        totals.assign(totals.add(stack([loss, hits])));
      }),
    );
    await realize(totals);
  }
  const [summedLoss, hits] = (await totals.data()) as Float32Array;
  const numTokens = count * contextLength;
  const loss = summedLoss! / numTokens;
  return {
    loss,
    perplexity: Math.exp(loss),
    accuracy: hits! / numTokens,
    ...(bytesPerToken === undefined ? {} : { bitsPerByte: loss / Math.LN2 / bytesPerToken }),
  };
}

/** Evaluates a checkpoint again, through the submission's own model. */
import { evaluate, TokenSource } from '#submission';
import type { Options } from './options.ts';
import { trainedModel } from './checkpoints.ts';
import { tokenData } from './data.ts';

/** A loss below it is not a good model of this text; it is one that sees what it is to predict. */
const TOO_GOOD = 3;

export interface Verified {
  readonly loss: number;
  readonly bitsPerByte: number;
}

/**
 * @param maxWindows - all windows if not given
 * @throws Error if the loss is too good to be true
 */
export async function verify(
  experiment: string,
  step: string,
  options: Options,
  maxWindows?: number,
): Promise<Verified> {
  const { model } = await trainedModel(experiment, step);
  const { vocabSize, contextLength } = model.config;
  const data = await tokenData('sotu', vocabSize, options);
  const source = await TokenSource.open(data.validation);
  try {
    const { loss, bitsPerByte } = await evaluate(model, source, {
      batchSize: 16,
      contextLength,
      bytesPerToken: data.bytesPerToken,
      ...(maxWindows === undefined ? {} : { maxWindows }),
    });
    if (loss < TOO_GOOD && vocabSize >= 1024) {
      throw new Error(
        `a validation loss of ${loss.toFixed(3)} is too good: below ${TOO_GOOD}, something leaks (the mask?)`,
      );
    }
    return { loss, bitsPerByte: bitsPerByte! };
  } finally {
    await source.close();
  }
}

/** Can a model find the token k places back? Text of a few words cannot tell, random sequences can. */
import {
  AdamW,
  clipGradNorm,
  cosineSchedule,
  crossEntropy,
  TransformerLM,
  type TransformerConfig,
} from '#submission';
import { noGrad, randint, scope, stack, type Tensor } from '@dawnbook/tensor';

const SYMBOLS = 32;
const LENGTH = 32;
const BATCH = 16;
const STEPS = 300;
const MAX_LR = 1e-2;

export interface ProbeResult {
  readonly loss: number;
  readonly accuracy: number;
}

/** Trains one layer, and measures it on new sequences. */
export async function copyProbe(
  positions: NonNullable<TransformerConfig['positions']>,
  k: number,
  onStep: (step: number) => void,
): Promise<ProbeResult> {
  const model = new TransformerLM({
    vocabSize: SYMBOLS,
    contextLength: LENGTH,
    dModel: 32,
    numLayers: 1,
    numHeads: 4,
    dFf: 88,
    positions,
    seed: 0,
  });
  const optimizer = new AdamW(model.parameters(), { betas: [0.9, 0.95], weightDecay: 0.1 });
  const draw = (seed: number): Tensor => randint([BATCH, LENGTH], { seed, high: SYMBOLS });
  /** Logits of the positions that have a token k places back, and these tokens. */
  const task = (ids: Tensor): [logits: Tensor, targets: Tensor] => [
    model.forward(ids).narrow(1, k, LENGTH - k),
    ids.narrow(1, 0, LENGTH - k),
  ];
  for (let step = 0; step < STEPS; step++) {
    optimizer.lr = cosineSchedule(step, {
      maxLr: MAX_LR,
      minLr: MAX_LR / 10,
      warmupSteps: STEPS / 10,
      cosineSteps: STEPS,
    });
    scope(() => {
      crossEntropy(...task(draw(step))).backward();
      clipGradNorm(model.parameters(), 1);
      optimizer.step();
      optimizer.zeroGrad();
    });
    if (step % 10 === 9) onStep(step + 1);
  }
  const both = noGrad(() => {
    const [logits, targets] = task(draw(STEPS));
    return stack([crossEntropy(logits, targets), logits.argmax(-1).eq(targets).to('f32').mean()]);
  });
  const [loss, accuracy] = (await both.data()) as Float32Array;
  return { loss: loss!, accuracy: accuracy! };
}

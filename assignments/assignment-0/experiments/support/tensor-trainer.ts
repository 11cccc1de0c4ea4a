/** The same network on `@dawnbook/tensor`. */
import { noGrad, Parameter, type Tensor, tensor } from '@dawnbook/tensor';
import { CLASSES, type Digits, PIXELS } from './digits.ts';
import { type LayerValues, type Trainer, WIDTHS } from './trainer.ts';

/** A trainer that begins with the given weights. */
export function tensorTrainer(initial: readonly LayerValues[], lr: number): Trainer {
  const layers = initial.map(({ weight, bias }, i) => ({
    weight: new Parameter(tensor(weight, [WIDTHS[i + 1]!, WIDTHS[i]!])),
    bias: new Parameter(tensor(bias, [WIDTHS[i + 1]!])),
  }));
  const parameters = layers.flatMap(({ weight, bias }) => [weight, bias]);

  const forward = ({ pixels, labels }: Digits): Tensor => {
    let x: Tensor = tensor(pixels, [labels.length, PIXELS]);
    for (const [i, { weight, bias }] of layers.entries()) {
      x = x.matmul(weight.transpose(0, 1)).add(bias);
      if (i < layers.length - 1) x = x.maximum(0);
    }
    return x;
  };
  const lossOf = (logits: Tensor, labels: readonly number[]): Tensor => {
    const oneHot = tensor(Int32Array.from(labels), [labels.length]).oneHot(CLASSES);
    return logits.logsumexp(1).sub(logits.mul(oneHot).sum(1));
  };
  return {
    step: async (batch) => {
      for (const parameter of parameters) parameter.grad = null;
      const loss = lossOf(forward(batch), batch.labels).mean();
      loss.backward();
      noGrad(() => {
        for (const parameter of parameters) parameter.assign(parameter.sub(parameter.grad!.mul(lr)));
      });
      return loss.item();
    },
    evaluate: async (digits) => {
      const logits = noGrad(() => forward(digits));
      return {
        losses: [...(await lossOf(logits, digits.labels).data())],
        predictions: [...(await logits.argmax(1).data())],
      };
    },
  };
}

/** The network on your own autograd. */
import { crossEntropy, Linear, Module, relu, SGD, Tensor } from '#submission';
import { CLASSES, type Digits, PIXELS } from './digits.ts';
import { type LayerValues, type Trainer, WIDTHS } from './trainer.ts';

class Mlp extends Module {
  readonly layers: Linear[];

  constructor(seed: number) {
    super();
    this.layers = WIDTHS.slice(1).map((width, i) => new Linear(WIDTHS[i]!, width, { seed: seed * 100 + i }));
  }

  forward(x: Tensor): Tensor {
    const [first, second, third] = this.layers as [Linear, Linear, Linear];
    return third.forward(relu(second.forward(relu(first.forward(x)))));
  }
}

/** A trainer, and the weights that it begins with. */
export function ownTrainer(seed: number, lr: number): { trainer: Trainer; initial: LayerValues[] } {
  const model = new Mlp(seed);
  const initial = model.layers.map(({ weight, bias }) => ({
    weight: Float32Array.from(weight.arr.data),
    bias: Float32Array.from(bias!.arr.data),
  }));
  // Another implementation starts from the same numbers, and computes with 32 bits: so do these.
  for (const [i, { weight, bias }] of model.layers.entries()) {
    weight.arr.data.set(initial[i]!.weight);
    bias!.arr.data.set(initial[i]!.bias);
  }
  const optimizer = new SGD(model.parameters(), { lr });
  const input = ({ pixels, labels }: Digits): Tensor =>
    Tensor.from(Float64Array.from(pixels), [labels.length, PIXELS]);
  const trainer: Trainer = {
    step: async (batch) => {
      optimizer.zeroGrad();
      const losses = crossEntropy(model.forward(input(batch)), batch.labels);
      const loss = losses.sum().multiply(1 / batch.labels.length);
      loss.backward();
      optimizer.step();
      return loss.item();
    },
    evaluate: async (digits) => {
      const logits = model.forward(input(digits));
      const rows = digits.labels.map((_, i) => logits.arr.data.subarray(i * CLASSES, (i + 1) * CLASSES));
      return {
        losses: [...crossEntropy(logits, digits.labels).arr.data],
        predictions: rows.map((row) => row.indexOf(Math.max(...row))),
      };
    },
  };
  return { trainer, initial };
}

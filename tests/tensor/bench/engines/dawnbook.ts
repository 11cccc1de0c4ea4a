/** `@dawnbook/tensor`. */
import { coordinate, noGrad, Parameter, submit, type Tensor, tensor, zeros } from '@dawnbook/tensor';
import { checksum, operands, type Operation } from '../kernel-work.ts';
import { adamW, type Batch, listWeights, mapWeights, model, type Weights } from '../model.ts';
import type { Engine } from './engine.ts';

const operations: Record<Operation, (...operands: Tensor[]) => Tensor> = {
  matmul: (a, b) => a.matmul(b),
  'matmul with the second operand transposed': (a, b) => a.matmul(b.transpose(0, 1)),
  softmax: (x) => softmax(x),
  chain: (x, y) => x.mul(y).add(x).exp().add(1).log().mul(y),
};

export const dawnbook: Engine = {
  async prepareKernel(work) {
    const inputs = operands(work).map(({ data, shape }) => tensor(data, shape));
    const once = (): Tensor => operations[work.operation](...inputs);
    await once().data();
    return async () => {
      let result = once();
      submit(result);
      for (let i = 1; i < work.repetitions; i++) {
        result[Symbol.dispose]();
        result = once();
        submit(result);
      }
      return checksum(await result.data());
    };
  },

  async prepareTraining(initial) {
    const weights = mapWeights(initial, ({ data, shape }) => new Parameter(tensor(data, shape)));
    const step = optimizer(listWeights(weights));
    return async ({ inputs, targets }: Batch) => {
      const shape = [model.batchSize, model.contextLength];
      const loss = crossEntropy(logits(weights, tensor(inputs, shape)), tensor(targets, shape));
      loss.backward();
      step();
      return loss.item();
    };
  },
};

function softmax(x: Tensor): Tensor {
  const exponentials = x.sub(x.detach().max(-1, true)).exp();
  return exponentials.div(exponentials.sum(-1, true));
}

function linear(x: Tensor, weight: Tensor): Tensor {
  return x.matmul(weight.transpose(0, 1));
}

function rmsNorm(x: Tensor, weight: Tensor): Tensor {
  return x.mul(x.square().mean(-1, true).add(model.normEpsilon).rsqrt()).mul(weight);
}

function logits(weights: Weights<Tensor>, inputs: Tensor): Tensor {
  const { batchSize, contextLength, dModel, numHeads } = model;
  const dHead = dModel / numHeads;
  const splitHeads = (x: Tensor): Tensor =>
    x.reshape([batchSize, contextLength, numHeads, dHead]).permute([0, 2, 1, 3]);
  const square = [contextLength, contextLength];
  const mayAttend = coordinate(square, 1).le(coordinate(square, 0));
  let x = weights.embedding.indexSelect(0, inputs);
  for (const block of weights.blocks) {
    const attentionInput = rmsNorm(x, block.attentionNorm);
    const [q, k, v] = [block.query, block.key, block.value].map((weight) =>
      splitHeads(linear(attentionInput, weight)),
    );
    const scores = q!.matmul(k!.transpose(-1, -2)).mul(dHead ** -0.5);
    const attended = softmax(mayAttend.where(scores, -1e30)).matmul(v!);
    x = x.add(
      linear(attended.permute([0, 2, 1, 3]).reshape([batchSize, contextLength, dModel]), block.output),
    );
    const up = linear(rmsNorm(x, block.mlpNorm), block.up);
    x = x.add(linear(up.mul(up.sigmoid()), block.down));
  }
  return linear(rmsNorm(x, weights.norm), weights.head);
}

function crossEntropy(scores: Tensor, targets: Tensor): Tensor {
  const shifted = scores.sub(scores.detach().max(-1, true));
  const logTotal = shifted.exp().sum(-1, true).log();
  return logTotal.sub(shifted.gather(-1, targets.unsqueeze(-1))).mean();
}

/** AdamW (Loshchilov and Hutter, 2019, algorithm 2). Its step is handed to the device together with the loss. */
function optimizer(parameters: readonly Parameter[]): () => void {
  const { lr, beta1, beta2, epsilon, weightDecay } = adamW;
  const slots = parameters.map((parameter) => ({
    parameter,
    m: zeros(parameter.shape),
    v: zeros(parameter.shape),
  }));
  let t = 0;
  return () => {
    t++;
    noGrad(() => {
      for (const { parameter, m, v } of slots) {
        const grad = parameter.grad!;
        m.assign(m.mul(beta1).add(grad.mul(1 - beta1)));
        v.assign(v.mul(beta2).add(grad.square().mul(1 - beta2)));
        const update = m.div(1 - beta1 ** t).div(
          v
            .div(1 - beta2 ** t)
            .sqrt()
            .add(epsilon),
        );
        parameter.assign(parameter.mul(1 - lr * weightDecay).sub(update.mul(lr)));
        parameter.grad = null;
      }
    });
    submit(...slots.flatMap(({ parameter, m, v }) => [parameter, m, v]));
  };
}

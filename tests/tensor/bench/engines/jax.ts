/** jax-js, on WebGPU or WebAssembly. */
import * as jax from '@jax-js/jax';
import { checksum, operands, type Operation } from '../kernel-work.ts';
import { adamW, type Batch, mapWeights, model, type Weights } from '../model.ts';
import type { Engine } from './engine.ts';
import type { Wait } from './patience.ts';

const { nn, numpy: np, tree } = jax;

// An operation of jax-js consumes its operands; `.ref` keeps one for the next use.
const operations: Record<Operation, (...operands: jax.Array[]) => jax.Array> = {
  matmul: (a, b) => np.matmul(a, b),
  'matmul with the second operand transposed': (a, b) => np.matmul(a, b.transpose()),
  softmax: (x) => nn.softmax(x, -1),
  chain: (x, y) => np.log(np.exp(x.ref.mul(y.ref).add(x)).add(1)).mul(y),
};

/** Opens the engine. WebGPU must be where browsers have it. */
export async function openJax(device: 'webgpu' | 'wasm', wait: Wait): Promise<Engine> {
  await wait(() => jax.init(device));
  jax.defaultDevice(device);
  return {
    async prepareKernel(work) {
      const inputs = operands(work).map(({ data, shape }) => np.array(data, { shape: [...shape] }));
      const compute = jax.jit(operations[work.operation]);
      const run = async (repetitions: number): Promise<number> => {
        // What is not waited for is not computed; so all results live until the end.
        const results = Array.from({ length: repetitions }, () =>
          compute(...inputs.map((input) => input.ref)),
        );
        const last = results.at(-1)!;
        const data = await wait(async () => {
          await jax.blockUntilReady(results);
          return last.ref.data();
        });
        tree.dispose(results);
        return checksum(data);
      };
      await run(2);
      return () => run(work.repetitions);
    },

    async prepareTraining(initial) {
      const step = jax.jit(trainingStep);
      const zeros = (): Weights<jax.Array> => mapWeights(initial, ({ shape }) => np.zeros([...shape]));
      let weights = mapWeights(initial, ({ data, shape }) => np.array(data, { shape: [...shape] }));
      let m = zeros();
      let v = zeros();
      let t = 0;
      return async (batch: Batch) => {
        t++;
        const shape = [model.batchSize, model.contextLength];
        const inputs = np.array(batch.inputs, { shape });
        const targets = np.array(batch.targets, { shape });
        const corrections = { first: np.array(1 - adamW.beta1 ** t), second: np.array(1 - adamW.beta2 ** t) };
        const next = step({ weights, m, v, inputs, targets, corrections });
        ({ weights, m, v } = next);
        const [loss] = await wait(() => next.loss.data());
        return loss!;
      };
    },
  };
}

type State = Record<'weights' | 'm' | 'v', Weights<jax.Array>>;

interface StepInputs extends State {
  inputs: jax.Array;
  targets: jax.Array;
  /** What the averages of AdamW are divided by, since they begin with zeros. */
  corrections: { first: jax.Array; second: jax.Array };
}

/** A whole step, compiled as one: loss, gradients and AdamW (Loshchilov and Hutter, 2019, algorithm 2). */
function trainingStep({
  weights,
  inputs,
  targets,
  corrections,
  ...state
}: StepInputs): State & { loss: jax.Array } {
  const { lr, beta1, beta2, epsilon, weightDecay } = adamW;
  const [loss, gradients] = jax.valueAndGrad(lossOf)(tree.ref(weights), inputs, targets);
  const m = tree.map(
    (average: jax.Array, gradient: jax.Array) => average.mul(beta1).add(gradient.mul(1 - beta1)),
    state.m,
    tree.ref(gradients),
  );
  const v = tree.map(
    (average: jax.Array, gradient: jax.Array) => average.mul(beta2).add(np.square(gradient).mul(1 - beta2)),
    state.v,
    gradients,
  );
  const next = tree.map(
    (weight: jax.Array, mean: jax.Array, variance: jax.Array) => {
      const scale = np.sqrt(variance.div(corrections.second.ref)).add(epsilon);
      return weight.mul(1 - lr * weightDecay).sub(mean.div(corrections.first.ref).div(scale).mul(lr));
    },
    weights,
    tree.ref(m),
    tree.ref(v),
  );
  tree.dispose(corrections);
  return { loss, weights: next, m, v };
}

/** Cross-entropy. Rows are selected by products with one-hot vectors, since `take` cannot be compiled. */
function lossOf(weights: Weights<jax.Array>, inputs: jax.Array, targets: jax.Array): jax.Array {
  const { batchSize, contextLength } = model;
  const logProbabilities = nn.logSoftmax(logits(weights, oneHot(inputs)), -1);
  return np.sum(logProbabilities.mul(oneHot(targets))).mul(-1 / (batchSize * contextLength));
}

function oneHot(tokens: jax.Array): jax.Array {
  return np.equal(np.expandDims(tokens, -1), np.arange(model.vocabSize)).astype(np.float32);
}

function linear(x: jax.Array, weight: jax.Array): jax.Array {
  return np.matmul(x, weight.transpose());
}

function rmsNorm(x: jax.Array, weight: jax.Array): jax.Array {
  const meanSquare = np.mean(np.square(x.ref), -1, { keepdims: true });
  return x.div(np.sqrt(meanSquare.add(model.normEpsilon))).mul(weight);
}

function logits({ embedding, blocks, norm, head }: Weights<jax.Array>, selected: jax.Array): jax.Array {
  const { batchSize, contextLength, dModel, numHeads } = model;
  const splitHeads = (x: jax.Array): jax.Array =>
    x.reshape([batchSize, contextLength, numHeads, dModel / numHeads]);
  let x = np.matmul(selected, embedding);
  for (const { attentionNorm, query, key, value, output, mlpNorm, up, down } of blocks) {
    const attentionInput = rmsNorm(x.ref, attentionNorm);
    const q = splitHeads(linear(attentionInput.ref, query));
    const k = splitHeads(linear(attentionInput.ref, key));
    const v = splitHeads(linear(attentionInput, value));
    const attended = nn.dotProductAttention(q, k, v, { isCausal: true });
    x = x.add(linear(attended.reshape([batchSize, contextLength, dModel]), output));
    x = x.ref.add(linear(nn.silu(linear(rmsNorm(x, mlpNorm), up)), down));
  }
  return linear(rmsNorm(x, norm), head);
}

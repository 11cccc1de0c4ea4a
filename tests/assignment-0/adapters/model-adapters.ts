/** Adapters of modules, the loss and the optimizer. */
import { adapter } from '@dawnbook/grader';
import { z } from 'zod';
import type { Tensor } from '#submission/cpu';
import { fromArr, gradOf, type Nd, ndSchema, submission, toArr } from './plain.ts';
import { testOps } from './test-ops.ts';

/** Trees of modules whose parameters tests ask for. Each parameter has one number, which tells it from the others. */
async function buildModule(tree: 'order' | 'shared' | 'lists' | 'mixed') {
  const { Module, Parameter, Tensor } = await submission();
  const parameter = (value: number) =>
    new Parameter(new Tensor({ shape: [1], data: Float64Array.of(value) }));
  class Leaf extends Module {
    weight;
    bias;
    constructor(value: number) {
      super();
      this.weight = parameter(value);
      this.bias = parameter(value + 1);
    }
  }
  class Order extends Module {
    child = new Leaf(10);
    first = parameter(1);
    second = parameter(2);
  }
  class Shared extends Module {
    left = new Leaf(10);
    right = this.left;
    tied = this.left.weight;
    own = parameter(1);
  }
  class Lists extends Module {
    layers = [new Leaf(10), new Leaf(20)];
    scales = [parameter(1), parameter(2)];
  }
  class Mixed extends Module {
    name = 'mixed';
    size = 3;
    nothing = null;
    constant = new Tensor({ shape: [1], data: Float64Array.of(99) });
    outer = new Order();
  }
  return { order: Order, shared: Shared, lists: Lists, mixed: Mixed }[tree];
}

const noGrads: Record<string, Nd> = {};

export const modelAdapters = {
  moduleParameters: adapter(
    z.object({
      names: z.array(z.tuple([z.string(), z.number()])),
      values: z.array(z.number()),
      allRequireGrad: z.boolean(),
    }),
    async ({ tree }: { tree: 'order' | 'shared' | 'lists' | 'mixed' }) => {
      const Tree = await buildModule(tree);
      const module = new Tree();
      const parameters = [...module.parameters()];
      return {
        names: [...module.namedParameters()].map(([name, { arr }]): [string, number] => [name, arr.data[0]!]),
        values: parameters.map(({ arr }) => arr.data[0]!),
        allRequireGrad: parameters.every(({ requiresGrad }) => requiresGrad),
      };
    },
  ),

  /** A linear layer: its parameters, and what it makes of `x`, with the gradients for `endGrad`. */
  linear: adapter(
    z.object({
      weight: ndSchema,
      bias: z.nullable(ndSchema),
      names: z.array(z.string()),
      y: z.nullable(ndSchema),
      grads: z.record(z.string(), ndSchema),
    }),
    async ({ inFeatures, outFeatures, bias, seed, x, endGrad }: LinearInput) => {
      const { backprop, Linear, Tensor } = await submission();
      const layer = new Linear(inFeatures, outFeatures, bias === undefined ? { seed } : { bias, seed });
      const result = {
        weight: fromArr(layer.weight.arr, 'weight'),
        bias: layer.bias === null ? null : fromArr(layer.bias.arr, 'bias'),
        names: [...layer.namedParameters()].map(([name]) => name),
      };
      if (x === undefined || endGrad === undefined) return { ...result, y: null, grads: noGrads };
      const input = new Tensor(toArr(x), { requiresGrad: true });
      const y = layer.forward(input);
      backprop(y, new Tensor(toArr(endGrad)));
      const grads: Record<string, Nd> = { x: gradOf(input, 'x'), weight: gradOf(layer.weight, 'weight') };
      if (layer.bias !== null) grads['bias'] = gradOf(layer.bias, 'bias');
      return { ...result, y: fromArr(y.arr), grads };
    },
  ),

  crossEntropy: adapter(
    z.object({ loss: ndSchema, grad: ndSchema }),
    async ({ logits, labels, endGrad }: { logits: Nd; labels: number[]; endGrad?: Nd }) => {
      const { backprop, crossEntropy, Tensor } = await submission();
      const leaf = new Tensor(toArr(logits), { requiresGrad: true });
      const loss = crossEntropy(leaf, labels);
      const value = fromArr(loss.arr, 'loss');
      backprop(loss, ...(endGrad === undefined ? [] : [new Tensor(toArr(endGrad))]));
      return { loss: value, grad: gradOf(leaf, 'logits') };
    },
  ),

  /** `steps` steps on parameters that are given gradients by hand; `null` is no gradient. */
  sgd: adapter(
    z.object({
      values: z.array(ndSchema),
      recipes: z.int(),
      sameArrays: z.boolean(),
      requireGrad: z.boolean(),
      gradsLeft: z.int(),
      recordsAfter: z.boolean(),
    }),
    async ({ params, lr, steps = 1, generator = false, zero = false }: SgdInput) => {
      const { SGD, Tensor } = await submission();
      const ops = await testOps();
      const tensors = params.map(({ value, grad }) => {
        const tensor = new Tensor(toArr(value), { requiresGrad: true });
        tensor.grad = grad === null ? null : new Tensor(toArr(grad));
        return tensor;
      });
      const storages = tensors.map(({ arr }) => arr.data);
      function* generated(): Generator<Tensor> {
        yield* tensors;
      }
      const optimizer = new SGD(generator ? generated() : tensors, { lr });
      for (let i = 0; i < steps; i++) optimizer.step();
      if (zero) optimizer.zeroGrad();
      return {
        values: tensors.map(({ arr }) => fromArr(arr)),
        recipes: tensors.filter(({ recipe }) => recipe !== null).length,
        sameArrays: tensors.every(({ arr }, i) => arr.data === storages[i]),
        requireGrad: tensors.every(({ requiresGrad }) => requiresGrad),
        gradsLeft: tensors.filter(({ grad }) => grad !== null).length,
        recordsAfter: ops.apply('double', tensors[0]!).requiresGrad,
      };
    },
  ),
};

interface LinearInput {
  inFeatures: number;
  outFeatures: number;
  bias?: boolean;
  seed: number;
  x?: Nd;
  endGrad?: Nd;
}

interface SgdInput {
  params: { value: Nd; grad: Nd | null }[];
  lr: number;
  steps?: number;
  generator?: boolean;
  zero?: boolean;
}

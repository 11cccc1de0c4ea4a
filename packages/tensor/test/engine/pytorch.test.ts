/** Both backends against PyTorch, for every operation and its gradient. `fixtures/make_operations.py` made the goldens. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  concat,
  type DType,
  einsum,
  realize,
  rearrange,
  stack,
  tensor,
  type Tensor,
} from '../../src/index.ts';
import { DTYPES } from '../../src/dtype.ts';
import { float64, onReference } from './support/backends.ts';
import { expectWithin, largestError, MaxErrors } from './support/max-errors.ts';

interface Values {
  readonly dtype: DType;
  readonly shape: number[];
  readonly values: (number | string)[];
}

interface Golden {
  readonly inputs: Values[];
  readonly output: Values;
  readonly gradient?: Values;
  readonly gradients?: Values[];
}

const goldens = JSON.parse(readFileSync(new URL('fixtures/operations.json', import.meta.url), 'utf8')) as {
  cases: Record<string, Golden>;
};

type Operation = (x: Tensor, y: Tensor, z: Tensor) => Tensor;

/** The names of the goldens, in our words. */
const OPERATIONS: Record<string, Operation> = {
  neg: (x) => x.neg(),
  abs: (x) => x.abs(),
  sign: (x) => x.sign(),
  floor: (x) => x.floor(),
  ceil: (x) => x.ceil(),
  round: (x) => x.round(),
  trunc: (x) => x.trunc(),
  square: (x) => x.square(),
  sqrt: (x) => x.sqrt(),
  rsqrt: (x) => x.rsqrt(),
  exp: (x) => x.exp(),
  log: (x) => x.log(),
  log1p: (x) => x.log1p(),
  sin: (x) => x.sin(),
  cos: (x) => x.cos(),
  tanh: (x) => x.tanh(),
  sigmoid: (x) => x.sigmoid(),
  erf: (x) => x.erf(),
  reciprocal: (x) => x.reciprocal(),
  isFinite: (x) => x.isFinite(),
  isNaN: (x) => x.isNaN(),
  logicalNot: (x) => x.gt(0).logicalNot(),
  clamp: (x) => x.clamp(-1, 1.5),
  maskedFill: (x) => x.maskedFill(x.gt(0.5), -7),
  add: (x, y) => x.add(y),
  sub: (x, y) => x.sub(y),
  mul: (x, y) => x.mul(y),
  div: (x, y) => x.div(y),
  floorDiv: (x, y) => x.floorDiv(y),
  remainder: (x, y) => x.remainder(y),
  'remainder of negative divisors': (x, y) => x.remainder(y),
  pow: (x, y) => x.pow(y),
  'pow of 3': (x) => x.pow(3),
  maximum: (x, y) => x.maximum(y),
  minimum: (x, y) => x.minimum(y),
  'maximum of equal': (x, y) => x.maximum(y),
  eq: (x, y) => x.eq(y),
  ne: (x, y) => x.ne(y),
  lt: (x, y) => x.lt(y),
  le: (x, y) => x.le(y),
  gt: (x, y) => x.gt(y),
  ge: (x, y) => x.ge(y),
  where: (x, y) => x.gt(0).where(x, y),
  logicalAnd: (x, y) => x.gt(0).logicalAnd(y.gt(0)),
  logicalOr: (x, y) => x.gt(0).logicalOr(y.gt(0)),
  bitAnd: (x, y) => x.bitAnd(y),
  bitOr: (x, y) => x.bitOr(y),
  bitXor: (x, y) => x.bitXor(y),
  shiftLeft: (x, y) => x.shiftLeft(y),
  shiftRight: (x, y) => x.shiftRight(y),
  sum: (x) => x.sum(),
  'sum over 0 and 2': (x) => x.sum([0, 2]),
  'mean over 1': (x) => x.mean(1, true),
  'max over 2': (x) => x.max(2),
  'max of equal': (x) => x.max(1),
  'min over 0 and 1': (x) => x.min([0, 1]),
  'prod over 1': (x) => x.prod(1),
  'prod with zeros': (x) => x.prod(1),
  'var over 1': (x) => x.var(1),
  'var, biased, of all': (x) => x.var(undefined, false, 0),
  'std over 0 and 2': (x) => x.std([0, 2], true),
  'logsumexp over 1': (x) => x.logsumexp(1),
  'argmax over 1': (x) => x.argmax(1),
  'argmin of all': (x) => x.argmin(),
  'any over 1': (x) => x.gt(1.5).any(1),
  'all over 1': (x) => x.gt(-1.5).all(1),
  'cumsum over 1': (x) => x.cumsum(1),
  reshape: (x) => x.reshape([6, -1]),
  permute: (x) => x.permute([2, 0, 1]),
  transpose: (x) => x.transpose(0, 2),
  broadcastTo: (x) => x.broadcastTo([2, 3, 4]),
  slice: (x) => x.slice([1], 2, [null, null, 2]),
  flip: (x) => x.flip([0, 2]),
  narrow: (x) => x.narrow(1, 1, 2),
  pad: (x) => x.pad(1, 1, 2, 3),
  concat: (x, y, z) => concat([x, y, z], 1),
  stack: (x, y) => stack([x, y], 1),
  split: (x) => x.split([1, 3], 1)[1]!,
  tile: (x) => x.tile([2, 3]),
  tril: (x) => x.tril(-1),
  triu: (x) => x.triu(1),
  flatten: (x) => x.flatten(1),
  'squeeze and unsqueeze': (x) => x.squeeze(1).unsqueeze(0),
  gather: (x, index) => x.gather(1, index),
  scatterAdd: (x, values, index) => x.scatterAdd(1, index, values),
  indexSelect: (x, index) => x.indexSelect(0, index),
  oneHot: (index) => index.oneHot(4),
  sort: (x) => x.sort(1).values,
  'sort, descending': (x) => x.sort(0, true).values,
  argsort: (x) => x.argsort(-1),
  topk: (x) => x.topk(2, 1).values,
  matmul: (x, y) => x.matmul(y),
  'matmul of batches': (x, y) => x.matmul(y),
  'matmul of many rows': (x, y) => x.matmul(y),
  'matmul, vector on the left': (x, y) => x.matmul(y),
  'matmul, vector on the right': (x, y) => x.matmul(y),
  'matmul of vectors': (x, y) => x.matmul(y),
  'einsum attention': (q, k) => einsum('b h s d, b h t d -> b h s t', q, k),
  'einsum trace': (x) => einsum('i i ->', x),
  'einsum outer': (x, y) => einsum('i, j -> i j', x, y),
  softmax: (x) => {
    const e = x.sub(x.max(-1, true)).exp();
    return e.div(e.sum(-1, true));
  },
  'log softmax': (x) => x.sub(x.logsumexp(1, true)),
  'cross entropy': (x, target) =>
    x
      .logsumexp(1)
      .sub(x.gather(1, rearrange(target, 'n -> n 1')).squeeze(1))
      .mean(),
  'layer norm': (x, weight, bias) => {
    const centred = x.sub(x.mean(-1, true));
    return centred.div(centred.square().mean(-1, true).add(1e-5).sqrt()).mul(weight).add(bias);
  },
  gelu: (x) => x.mul(x.div(Math.SQRT2).erf().add(1)).mul(0.5),
  silu: (x) => x.mul(x.sigmoid()),
  attention: (q, k, v) => {
    const scores = q.matmul(k.transpose(-1, -2)).mul(0.5);
    const e = scores.sub(scores.max(-1, true)).exp();
    return e.div(e.sum(-1, true)).matmul(v);
  },
};

const toTensor = ({ dtype, shape, values }: Values, requiresGrad = false): Tensor =>
  tensor(new DTYPES[dtype].array(values.map(Number)), shape, {
    dtype,
    requiresGrad: requiresGrad && dtype === 'f32',
  });

/** The output, and the gradients of the inputs of f32. */
function run(operation: Operation, { inputs, gradient, gradients }: Golden): Tensor[] {
  const leaves = inputs.map((input) => toTensor(input, gradients !== undefined));
  const [x, y, z] = leaves as [Tensor, Tensor, Tensor];
  const output = operation(x, y, z);
  if (gradient === undefined || !output.requiresGrad) return [output];
  output.backward(toTensor(gradient));
  return [
    output,
    ...leaves.filter(({ dtype }) => dtype === 'f32').map((leaf) => leaf.grad ?? leaf.zerosLike()),
  ];
}

/** Operations whose gradient is 0 everywhere: PyTorch gives zeros, we record nothing. */
const WITHOUT_GRADIENT = new Set(['sign', 'floor', 'ceil', 'round', 'trunc', 'floorDiv']);

test('every golden has an operation, and every operation a golden', () => {
  expect(Object.keys(OPERATIONS).toSorted()).toEqual(Object.keys(goldens.cases).toSorted());
});

const f64 = new MaxErrors(
  'reference backend against PyTorch in float64: cases, values, largest error relative to the largest value',
);
const f32 = new MaxErrors(
  'WebGPU against PyTorch in float64: cases, values, largest error relative to the largest value',
);

test.each(Object.keys(OPERATIONS))('%s', async (name) => {
  const golden = goldens.cases[name]!;
  const expected = [golden.output, ...(WITHOUT_GRADIENT.has(name) ? [] : (golden.gradients ?? []))];
  const check = (
    tensors: readonly Tensor[],
    values: readonly ArrayLike<number>[],
    errors: MaxErrors,
    tolerance: number,
  ): void => {
    expect(tensors.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
    for (const [i, { values: wanted }] of expected.entries()) {
      const { error, index } = largestError(values[i]!, wanted.map(Number), 'all');
      const what = i === 0 ? 'output' : `gradient of input ${i - 1}`;
      expectWithin(
        error,
        tolerance,
        `${what}, element ${index}: ${values[i]![index]} where PyTorch has ${wanted[index]}`,
      );
      errors.add(name, error, wanted.length);
    }
  };
  await onReference(async () => {
    const tensors = run(OPERATIONS[name]!, golden);
    check(tensors, await float64(...tensors), f64, 1e-11);
  });
  const tensors = run(OPERATIONS[name]!, golden);
  await realize(...tensors);
  check(tensors, await Promise.all(tensors.map((each) => each.data())), f32, 5e-6);
});

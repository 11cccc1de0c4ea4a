/** Gradients where it is easy to be wrong: at zeros, of second order, and after `assign()`. */
import { describe, expect, test } from 'vitest';
import {
  customFunction,
  grad,
  noGrad,
  Parameter,
  realize,
  setChecks,
  tensor,
  type Tensor,
} from '../../src/index.ts';

const leaf = (values: number[]): Tensor => tensor(values, undefined, { requiresGrad: true });

describe('assign() between forward and backward: gradients are those of what was computed', () => {
  test('of element-wise operations', async () => {
    const [d, g] = [tensor([2]), leaf([3])];
    const loss = d.mul(g).sum();
    d.assign(tensor([100]));
    loss.backward();
    expect(await g.grad!.array()).toEqual([2]);
    expect(await d.array()).toEqual([100]);
  });

  test('where the old value has been computed already', async () => {
    const [d, g] = [tensor([2]), leaf([3])];
    const loss = d.mul(g).sum();
    await realize(d, loss);
    d.assign(tensor([100]));
    loss.backward();
    expect(await g.grad!.array()).toEqual([2]);
  });

  test('also of the leaf itself', async () => {
    const x = leaf([3]);
    const loss = x.pow(3).sum();
    noGrad(() => x.assign(tensor([10])));
    loss.backward();
    expect((await x.grad!.array()) as number[]).toEqual([expect.closeTo(27, 4)]);
  });

  test('of second derivatives', async () => {
    const x = leaf([3]);
    const loss = x.mul(x).mul(x).sum();
    noGrad(() => x.assign(tensor([10])));
    loss.backward(undefined, { createGraph: true });
    const first = x.grad!;
    x.grad = null;
    first.sum().backward();
    // d/dx 3x² at the 3 that x was.
    expect(await x.grad!.array()).toEqual([18]);
  });

  test('of matrix products', async () => {
    const [a, b] = [tensor([[1, 2]]), tensor([[3], [4]], undefined, { requiresGrad: true })];
    const loss = a.matmul(b).sum();
    a.assign(tensor([[50, 60]]));
    loss.backward();
    expect(await b.grad!.array()).toEqual([[1], [2]]);
  });

  test('of reading and adding at positions', async () => {
    const [table, values] = [leaf([1, 2, 3]), leaf([5, 7])];
    const index = tensor(Int32Array.of(0, 2));
    const read = table.gather(0, index).mul(tensor([1, 10]));
    const added = tensor([0, 0, 0])
      .scatterAdd(0, index, values)
      .mul(tensor([1, 10, 100]));
    const loss = read.sum().add(added.sum());
    index.assign(tensor(Int32Array.of(1, 1)));
    loss.backward();
    expect(await table.grad!.array()).toEqual([1, 0, 10]);
    expect(await values.grad!.array()).toEqual([1, 100]);
  });

  test('of what a custom function saved', async () => {
    const cube = customFunction<[Tensor]>({
      name: 'cube',
      forward: (context, x) => {
        context.save({ x });
        return x.mul(x).mul(x);
      },
      backward: ({ saved }, g) => [g.mul(saved['x']!.square()).mul(3)],
    });
    const x = leaf([2]);
    const loss = cube(x).sum();
    noGrad(() => x.assign(tensor([10])));
    loss.backward();
    expect(await x.grad!.array()).toEqual([12]);
  });

  test('an old value that is gone is an error that says so', async () => {
    const shape = [73, 97];
    const values = (): Tensor => tensor(new Float32Array(73 * 97), shape);
    const [d, g] = [values(), new Parameter(values())];
    const loss = d.mul(g).sum();
    await realize(d, g, loss);
    d.assign(values());
    await realize(d);
    // Takes the memory of the old value.
    await realize(values(), values());
    loss.backward();
    await expect(g.grad!.data()).rejects.toThrow(/was replaced by assign\(\) before/);
  });
});

describe('pow', () => {
  const gradients = async (a: number[], b: number[]): Promise<unknown[]> => {
    const [base, exponent] = [leaf(a), leaf(b)];
    base.pow(exponent).sum().backward();
    return [await base.grad!.array(), await exponent.grad!.array()];
  };

  test('a number to the power of 0 does not depend on it, not even 0', async () => {
    const x = leaf([0, 2, -3]);
    x.pow(0).sum().backward();
    expect(await x.grad!.array()).toEqual([0, 0, 0].map((zero) => expect.closeTo(zero, 10)));
  });

  test('at base 0, with gradients of both; and nothing in it is infinite', async () => {
    const before = setChecks(true);
    try {
      // b aᵇ⁻¹ is 0, 1, 0, 12; aᵇ log a is 0 at 0, as PyTorch has it, and 8 log 2.
      expect(await gradients([0, 0, 0, 2], [0, 1, 3, 3])).toEqual([
        [0, 1, 0, expect.closeTo(12, 4)],
        [0, 0, 0, expect.closeTo(8 * Math.LN2, 4)],
      ]);
    } finally {
      setChecks(before);
    }
  });

  test('at exponent 0, mixed derivatives know that it may change', async () => {
    const [a, b] = [leaf([2]), leaf([0])];
    a.pow(b).sum().backward(undefined, { createGraph: true });
    const first = a.grad!;
    first.sum().backward();
    // d/db b aᵇ⁻¹ = aᵇ⁻¹ (1 + b log a).
    expect(await b.grad!.array()).toEqual([expect.closeTo(Math.LN2 + 0.5, 5)]);
  });
});

describe('prod', () => {
  const hessian = async (fn: (x: Tensor) => Tensor, at: number[]): Promise<unknown[]> =>
    await Promise.all(at.map((_x, i) => grad((x) => grad(fn)(x)[0]!.slice(i))(tensor(at))[0]!.array()));

  test.each<[number[], number[][]]>([
    [
      [0, 3],
      [
        [0, 1],
        [1, 0],
      ],
    ],
    [
      [2, 0, 3],
      [
        [0, 3, 0],
        [3, 0, 2],
        [0, 2, 0],
      ],
    ],
    [
      [0, 0, 3],
      [
        [0, 3, 0],
        [3, 0, 0],
        [0, 0, 0],
      ],
    ],
    [
      [2, 3, 5],
      [
        [0, 5, 3],
        [5, 0, 2],
        [3, 2, 0],
      ],
    ],
  ])('second derivatives at %j', async (at, expected) => {
    expect(await hessian((x) => x.prod(), at)).toEqual(expected);
  });

  test('over two axes, with a zero', async () => {
    // Of four factors, second derivatives are products of the two others.
    expect(await hessian((x) => x.reshape([2, 2]).prod(), [0, 2, 3, 4])).toEqual([
      [0, 12, 8, 6],
      [12, 0, 0, 0],
      [8, 0, 0, 0],
      [6, 0, 0, 0],
    ]);
  });

  test('third derivatives where all factors are 0', async () => {
    const x = tensor([0, 0, 0]);
    const third = grad((c) => grad((b) => grad((a) => a.prod())(b)[0]!.slice(0))(c)[0]!.slice(1))(x);
    expect(await third[0]!.array()).toEqual([0, 0, 1]);
  });

  test('of factors whose product is too small for f32', async () => {
    const x = leaf([1e-30, 1e-30, 1e30]);
    x.prod().backward();
    expect(await x.grad!.array()).toEqual([1, 1, 0].map((value) => expect.closeTo(value, 5)));
  });

  test('of nothing', async () => {
    const x = leaf([]);
    x.prod().backward();
    expect(await x.grad!.array()).toEqual([]);
  });
});

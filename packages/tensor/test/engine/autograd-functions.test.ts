/** Gradients of functions, functions with gradients of their own, and the check against differences. */
import { describe, expect, test } from 'vitest';
import { customFunction, grad, gradCheck, noGrad, tensor, type Tensor } from '../../src/index.ts';

const leaf = (values: number[]): Tensor => tensor(values, undefined, { requiresGrad: true });

describe('grad()', () => {
  test('gives a function of the same inputs, and touches nobody', async () => {
    const x = leaf([1, 2]);
    const y = tensor([3, 4]);
    const [dx, dy] = grad((a, b) => a.square().mul(b).sum())(x, y);
    expect(await dx!.array()).toEqual([6, 16]);
    expect(await dy!.array()).toEqual([1, 4]);
    expect([x.grad, y.grad, y.requiresGrad]).toEqual([null, null, false]);
  });

  test('zeros where the function does not depend on an input', async () => {
    const [, dy] = grad((a) => a.sum())(tensor([1]), tensor([2, 3]));
    expect(await dy!.array()).toEqual([0, 0]);
  });

  test('requires no gradients of its own, where nobody does', () => {
    const half = tensor([0.5]);
    const own = customFunction<[Tensor]>({
      name: 'own',
      forward: (context, x) => {
        context.save({ x });
        return x.square().mul(0.5);
      },
      backward: ({ saved }) => [saved['x']!],
    });
    const gradients = [
      ...grad((a, b) => a.square().mul(b).mul(half).sum())(tensor([3]), tensor([4])),
      ...grad((x) => own(x).sum())(tensor([3])),
      ...noGrad(() => grad((x) => x.square().sum())(leaf([3]))),
    ];
    expect(gradients.map(({ requiresGrad }) => requiresGrad)).toEqual([false, false, false, false]);
  });

  test('can be differentiated with respect to an input, or to what the function uses', async () => {
    const [x, w] = [leaf([3]), leaf([2])];
    grad((a) => a.pow(3).sum())(x)[0]!
      .sum()
      .backward();
    // d/dx 3x².
    expect(await x.grad!.array()).toEqual([expect.closeTo(18, 4)]);
    grad((a) => a.square().mul(w).sum())(tensor([5]))[0]!
      .sum()
      .backward();
    // d/dw 2wx.
    expect(await w.grad!.array()).toEqual([10]);
  });

  test('lets go of nothing that others will differentiate', async () => {
    const w = leaf([2]);
    const shared = w.square();
    noGrad(() => grad((a) => a.mul(shared).sum())(tensor([5])));
    shared.sum().backward();
    expect(await w.grad!.array()).toEqual([4]);
  });

  test('nested: third derivative of x⁴', async () => {
    const derivative = (fn: (x: Tensor) => Tensor) => (x: Tensor) => grad((at) => fn(at).sum())(x)[0]!;
    const third = derivative(derivative(derivative((x) => x.mul(x).mul(x).mul(x))));
    expect(await third(tensor([2, -1])).array()).toEqual([48, -24]);
  });
});

describe('customFunction()', () => {
  const double = customFunction<[Tensor, number]>({
    name: 'double',
    forward: (context, x, factor) => {
      context.save({ x });
      return x.mul(factor);
    },
    // Wrong on purpose: so it is seen that this one is used.
    backward: ({ saved }, g) => [g.mul(saved['x']!).mul(100)],
  });

  test('its own gradient is used, and numbers have none', async () => {
    const x = leaf([1, 2]);
    const y = double(x, 3);
    expect(await y.array()).toEqual([3, 6]);
    y.sum().backward();
    expect(await x.grad!.array()).toEqual([100, 200]);
  });

  test('a straight-through estimator', async () => {
    const hard = customFunction<[Tensor]>({
      name: 'hard',
      forward: (_context, x) => x.round(),
      backward: (_context, g) => [g],
    });
    const x = leaf([0.4, 1.6]);
    hard(x)
      .mul(tensor([5, 7]))
      .sum()
      .backward();
    expect(await x.grad!.array()).toEqual([5, 7]);
  });

  test.each<[string, (x: Tensor) => Tensor]>([
    ['itself', (x) => x],
    ['a cast to its type', (x) => x.to('f32')],
    ['a broadcast to its shape', (x) => x.broadcastTo([2])],
    ['its value without history', (x) => x.detach()],
  ])('what gives its argument back, as %s, leaves the argument alone', async (_name, forward) => {
    const tenfold = customFunction<[Tensor]>({
      name: 'tenfold',
      forward: (_context, x) => forward(x),
      backward: (_context, g) => [g.mul(10)],
    });
    const x = leaf([1, 2]);
    const middle = x.mul(3);
    const [y, z] = [tenfold(x), tenfold(middle)];
    expect([x.isLeaf, y === x, z === middle]).toEqual([true, false, false]);
    y.mul(tensor([1, 2]))
      .sum()
      .add(middle.sum())
      .add(z.sum())
      .backward();
    // 10 · [1, 2] through y, 3 directly and 3 · 10 through z.
    expect(await x.grad!.array()).toEqual([43, 53]);
    expect(await y.array()).toEqual([1, 2]);
  });

  test('nor does it change a tensor from outside that it gives', () => {
    const outside = tensor([5]);
    const constant = customFunction<[Tensor]>({
      name: 'constant',
      forward: () => outside,
      backward: () => [undefined],
    });
    expect(constant(leaf([1])).requiresGrad).toBe(true);
    expect(outside.requiresGrad).toBe(false);
  });

  test('too few gradients, or gradients of another shape, are errors that name it', () => {
    const few = customFunction<[Tensor, Tensor]>({
      name: 'few',
      forward: (_c, a, b) => a.add(b),
      backward: (_c, g) => [g],
    });
    expect(() => few(leaf([1]), leaf([2])).backward()).toThrow(
      'few: backward gave 1 gradients for 2 tensors; give one for each, or undefined',
    );
    const misshapen = customFunction<[Tensor]>({
      name: 'misshapen',
      forward: (_c, x) => x.mul(1),
      backward: (_c, g) => [g.sum()],
    });
    expect(() =>
      misshapen(leaf([1, 2]))
        .sum()
        .backward(),
    ).toThrow('the gradient of misshapen with respect to input 0 has shape []; the input has [2]');
  });
});

describe('gradCheck()', () => {
  /** x², with a gradient as wrong as can be. */
  const squareWith = (factor: number): ((x: Tensor) => Tensor) =>
    customFunction<[Tensor]>({
      name: 'square',
      forward: (context, x) => {
        context.save({ x });
        return x.square();
      },
      backward: ({ saved }, g) => [g.mul(saved['x']!).mul(factor)],
    });

  test('passes what is right, and tells where it is worst', async () => {
    const { ok, worst } = await gradCheck(squareWith(2), [tensor([1, 2, 3])]);
    expect(ok).toBe(true);
    expect(worst.analytic).toBeCloseTo(worst.numeric, 1);
  });

  test.each([3, Number.NaN, Number.POSITIVE_INFINITY])('refuses a gradient of %d x', async (factor) => {
    const { ok, worst } = await gradCheck(squareWith(factor), [tensor([1, 2, 3])]);
    expect(ok).toBe(false);
    expect(Math.abs(worst.analytic - worst.numeric)).not.toBeLessThan(0.1);
  });

  test('refuses one that is NaN at a single place', async () => {
    const { ok, worst } = await gradCheck(
      (x) =>
        x
          .sub(2)
          .abs()
          .sqrt()
          .mul(tensor([1, 0, 1])),
      [tensor([1, 2, 3])],
    );
    expect([ok, worst.index, worst.analytic]).toEqual([false, 1, Number.NaN]);
  });
});

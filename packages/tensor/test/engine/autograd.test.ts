/** What `backward()` does: accumulating, recording, letting go, hooks. */
import { describe, expect, test } from 'vitest';
import { noGrad, Parameter, realize, tensor, type Tensor } from '../../src/index.ts';
import { onBoth } from './support/backends.ts';
import { largestError } from './support/max-errors.ts';

const leaf = (values: number[]): Tensor => tensor(values, undefined, { requiresGrad: true });

describe('gradients add up', () => {
  test('over several calls, until they are dropped', async () => {
    const x = leaf([1, 2, 3]);
    x.square().sum().backward();
    x.mul(10).sum().backward();
    expect(await x.grad!.array()).toEqual([12, 14, 16]);
    x.grad = null;
    x.sum().backward();
    expect(await x.grad!.array()).toEqual([1, 1, 1]);
  });

  test('over all uses of a leaf, through broadcasting', async () => {
    const [x, bias] = [leaf([1, 2]), leaf([5])];
    x.mul(x).add(bias).add(bias.mul(x)).sum().backward();
    // d/dx (x² + b x) = 2x + b; d/db summed over both elements is 2 + Σx.
    expect(await x.grad!.array()).toEqual([7, 9]);
    expect(await bias.grad!.array()).toEqual([5]);
  });

  test('the gradient that is given is multiplied in', async () => {
    const x = leaf([1, 2, 3]);
    x.square().backward(tensor([1, 10, 100]));
    expect(await x.grad!.array()).toEqual([2, 40, 600]);
  });

  test('a leaf is its own gradient 1', async () => {
    const x = leaf([4]);
    x.backward();
    expect(await x.grad!.array()).toEqual([1]);
  });
});

describe('graphs are let go of', () => {
  test('a second backward fails, and says what to do', () => {
    const y = leaf([1, 2]).exp().sum();
    y.backward();
    expect(() => y.backward()).toThrow(
      /differentiated before.*Compute the result again, or.*retainGraph: true/,
    );
  });

  test('also through a part that both share', () => {
    const shared = leaf([1, 2]).exp();
    shared.sum().backward();
    expect(() => shared.square().sum().backward()).toThrow('the graph through exp was differentiated before');
  });

  test('unless it is retained', async () => {
    const x = leaf([1, 2]);
    const y = x.square().sum();
    y.backward(undefined, { retainGraph: true });
    y.backward();
    expect(await x.grad!.array()).toEqual([4, 8]);
    expect(() => y.backward()).toThrow('retainGraph');
  });

  test('createGraph makes gradients that can be differentiated', async () => {
    const x = leaf([2, 3]);
    x.pow(3).sum().backward(undefined, { createGraph: true });
    const first = x.grad!;
    expect(first.requiresGrad).toBe(true);
    x.grad = null;
    first.sum().backward();
    const second = (await x.grad!.array()) as number[];
    expect(second[0]).toBeCloseTo(12, 4);
    expect(second[1]).toBeCloseTo(18, 4);
  });

  test('without it, gradients are not recorded', () => {
    const x = leaf([2]);
    x.square().backward();
    expect(x.grad!.requiresGrad).toBe(false);
  });
});

describe('what is not recorded', () => {
  test('noGrad, nested, and after an error', () => {
    const x = leaf([1]);
    const [inner, outer] = noGrad(() => [noGrad(() => x.mul(2)), x.mul(3)]);
    expect([inner.requiresGrad, outer.requiresGrad, x.mul(2).requiresGrad]).toEqual([false, false, true]);
    expect(() =>
      noGrad(() => {
        throw new Error('out of here');
      }),
    ).toThrow('out of here');
    expect(x.mul(2).requiresGrad).toBe(true);
  });

  test('noGrad refuses asynchronous functions, and does not stay on', () => {
    expect(() => noGrad(async () => await Promise.resolve(1))).toThrow(
      /noGrad: the function is asynchronous; await outside/,
    );
    expect(leaf([1]).mul(2).requiresGrad).toBe(true);
  });

  test('detach() stops gradients; the value stays', async () => {
    const x = leaf([3]);
    x.mul(x.detach()).backward();
    expect(await x.grad!.array()).toEqual([3]);
    expect(x.mul(2).detach().isLeaf).toBe(true);
    expect(() => x.detach().sum().backward()).toThrow('requires no gradient');
  });

  test('a gradient with respect to what does not take part stays null', () => {
    const [x, y] = [leaf([1]), leaf([2])];
    x.mul(2).backward();
    expect(y.grad).toBeNull();
  });

  test('only leaves have gradients', () => {
    const x = leaf([1]);
    const middle = x.mul(2);
    middle.square().backward();
    expect(middle.grad).toBeNull();
  });
});

describe('hooks', () => {
  test('once per backward, with the final gradient of all uses', async () => {
    const x = new Parameter(tensor([1, 2]));
    const seen: Tensor[] = [];
    const stop = x.onGrad((g) => void seen.push(g));
    x.mul(2).add(x.square()).add(x).sum().backward();
    expect(seen).toHaveLength(1);
    expect(await seen[0]!.array()).toEqual([5, 7]);
    x.sum().backward();
    expect(seen).toHaveLength(2);
    stop();
    x.sum().backward();
    expect(seen).toHaveLength(2);
  });
});

test('requiresGrad: on leaves of floating point only', () => {
  expect(() => tensor(Int32Array.of(1), [1], { requiresGrad: true })).toThrow(
    'a tensor of i32 has no gradients; only f32 and f16 have',
  );
  const y = leaf([1]).mul(2);
  expect(() => (y.requiresGrad = false)).toThrow(
    'requiresGrad can be set on leaves only; this tensor is the result of mul. Use detach() first',
  );
});

test('a chain of 20,000 operations', async () => {
  const pairs = await onBoth(() => {
    const x = leaf([0.5, -1]);
    let y = x.mul(1);
    for (let i = 0; i < 10_000; i++) y = y.mul(0.9999).add(0.0001);
    y.sum().backward();
    return [y, x.grad!];
  });
  // y → 0.9999ⁿ x + (1 − 0.9999ⁿ).
  const shrunk = 0.9999 ** 10_000;
  expect(pairs[0]!.expected[0]).toBeCloseTo(shrunk * 0.5 + 1 - shrunk, 10);
  expect(pairs[1]!.expected[0]).toBeCloseTo(shrunk, 10);
  for (const { actual, expected } of pairs)
    expect(largestError(actual, expected, 'all').error).toBeLessThan(2e-4);
});

test('second derivatives and gradients of gradients agree on both backends', async () => {
  const pairs = await onBoth(() => {
    const x = tensor(
      [
        [0.5, -1, 2],
        [1.5, 0.25, -0.75],
      ],
      undefined,
      { requiresGrad: true },
    );
    const w = tensor(
      [
        [1, 0.5],
        [-0.5, 0.25],
        [2, -1],
      ],
      undefined,
      { requiresGrad: true },
    );
    const scores = x.tanh().matmul(w);
    const e = scores.sub(scores.max(-1, true)).exp();
    const loss = e.div(e.sum(-1, true)).square().sum().add(x.logsumexp(1).mean());
    loss.backward(undefined, { createGraph: true });
    const [gx, gw] = [x.grad!, w.grad!];
    x.grad = null;
    w.grad = null;
    gx.square().sum().add(gw.square().sum()).backward();
    return [loss, gx, gw, x.grad!, w.grad!];
  });
  for (const { actual, expected } of pairs) {
    expect(expected.some((value) => value !== 0)).toBe(true);
    expect(largestError(actual, expected, 'all').error).toBeLessThan(2e-6);
  }
});

test('backward of something that needs no gradient says why', () => {
  expect(() => tensor([1]).backward()).toThrow(
    /backward: this tensor requires no gradient: .*noGrad, or detach\(\) came between/,
  );
});

test.each<[string, (x: Tensor) => Tensor]>([
  ['floor', (x) => x.floor().mul(2)],
  ['gt', (x) => x.gt(0).to('f32')],
  ['argmax', (x) => x.argmax(0).to('f32')],
  ['argsort', (x) => x.exp().argsort().add(0.5)],
  ['cast', (x) => x.to('i32').to('f32')],
])('nor where %s came between, which it names', (name, fn) => {
  expect(() =>
    fn(leaf([1, 2]))
      .sum()
      .backward(),
  ).toThrow(`backward: this tensor requires no gradient: ${name}, which came between, is not differentiable`);
});

test('what backward() is called on is computed along with the gradients', async () => {
  const x = leaf([3]);
  const loss = x.square().sum();
  loss.backward();
  await realize(x.grad!);
  expect(loss.node.isComputed).toBe(true);
});

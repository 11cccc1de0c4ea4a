/** Memory: bounded in loops, freed by scopes, with clear errors for what is gone. */
import { describe, expect, test } from 'vitest';
import {
  categorical,
  grad,
  memory,
  noGrad,
  Parameter,
  randn,
  realize,
  scope,
  submit,
  sync,
  tensor,
  type Tensor,
  zeros,
} from '../../src/index.ts';
import { collectGarbage } from './support/garbage.ts';

const live = (): number => memory().live;
/** Larger than what the pool takes for small change. */
const big = (seed: number): Tensor => randn([64, 64], { seed });
const BYTES = 64 * 64 * 4;

test('2,000 training steps: as many bytes live after step 3 as after step 100 and 2,000', async () => {
  const w1 = new Parameter(randn([16, 32], { seed: 1, std: 0.2 }));
  const w2 = new Parameter(randn([32, 8], { seed: 2, std: 0.2 }));
  const [x, target] = [randn([24, 16], { seed: 3 }), randn([24, 8], { seed: 4 })];
  await realize(w1, w2, x, target);
  const momenta = [zeros(w1.shape), zeros(w2.shape)];
  const bytes: Record<number, number> = {};
  let [first, last] = [0, 0];
  for (let step = 1; step <= 2000; step++) {
    const loss = x.matmul(w1).tanh().matmul(w2).sub(target).square().mean();
    loss.backward();
    noGrad(() => {
      for (const [i, p] of [w1, w2].entries()) {
        momenta[i]!.assign(momenta[i]!.mul(0.9).add(p.grad!));
        p.assign(p.sub(momenta[i]!.mul(0.01)));
        p.grad = null;
      }
    });
    submit(loss, w1, w2, ...momenta);
    if (step === 1) first = await loss.item();
    if (step === 2000) last = await loss.item();
    if (step % 100 === 0 || step === 3) {
      await sync();
      bytes[step] = live();
    }
  }
  process.stdout.write(
    `\nlive bytes: ${bytes[3]} after step 3, ${bytes[100]} after 100, ${bytes[2000]} after 2,000\n`,
  );
  expect(bytes[100]).toBe(bytes[3]);
  expect(bytes[2000]).toBe(bytes[3]);
  expect(last).toBeLessThan(first / 2);
}, 120_000);

test('a loop of 100,000 operations without reading: bounded, and right', async () => {
  const x = tensor(Float32Array.from({ length: 1024 }, (_value, i) => i / 1024));
  await realize(x);
  const before = live();
  let [y, most] = [x, 0];
  // Halves the distance to 2 each time: a fixed point that does not depend on rounding.
  for (let i = 0; i < 50_000; i++) {
    y = y.add(2).mul(0.5);
    if (i % 1000 === 0) most = Math.max(most, live() - before);
  }
  expect(new Set(await y.data())).toEqual(new Set([2]));
  process.stdout.write(`\n100,000 operations: at most ${most} bytes more live\n`);
  // A value every 10,000 operations is kept until its turn comes to be collected.
  expect(most).toBeLessThanOrEqual(20 * 1024 * 4);
}, 120_000);

describe('scope()', () => {
  test('frees what was made in it, and keeps what it returns', async () => {
    await collectGarbage();
    const before = live();
    let inner: Tensor | undefined;
    const kept = scope(() => {
      inner = big(2);
      const [a, b] = [inner.mul(2), inner.mul(3)];
      submit(inner, a, b);
      return { list: [a], nested: { b } };
    });
    await sync();
    expect(live() - before).toBe(2 * BYTES);
    expect(() => inner!.add(1)).toThrow('this tensor of shape [64, 64] was freed');
    expect((await kept.list[0]!.data())[5]).toBeCloseTo((await kept.nested.b.data())[5]! / 1.5, 5);
  });

  test('frees when it throws, too', async () => {
    await collectGarbage();
    const before = live();
    let inner: Tensor | undefined;
    const attempt = (): void =>
      scope(() => {
        inner = big(4);
        submit(inner);
        throw new Error('halfway');
      });
    expect(attempt).toThrow('halfway');
    expect(live()).toBe(before);
    expect(() => inner!.node).toThrow('was freed');
  });

  test('nested: the outer one frees what the inner one returned', () => {
    let middle: Tensor | undefined;
    scope(() => {
      middle = scope(() => zeros([2]));
      expect(middle.size).toBe(2);
    });
    expect(() => middle!.node).toThrow('was freed');
  });

  test('gradients of leaves stay with the leaves', async () => {
    const p = new Parameter(tensor([3]));
    scope(() => p.square().sum().backward());
    expect(await p.grad!.array()).toEqual([6]);
  });

  test('asynchronous functions are refused', () => {
    expect(() => scope(async () => await Promise.resolve(1))).toThrow(
      'scope: the function is asynchronous; await outside of the scope',
    );
  });
});

describe('dispose()', () => {
  test('frees at once; later use is an error; twice is not', async () => {
    const x = big(5);
    await realize(x);
    await collectGarbage();
    const before = live();
    x.dispose();
    expect(before - live()).toBe(BYTES);
    expect(() => x.mul(2)).toThrow('this tensor of shape [64, 64] was freed');
    await expect(x.data()).rejects.toThrow('was freed');
    expect(() => x.dispose()).not.toThrow();
    expect(live()).toBe(before - BYTES);
  });

  test('using frees at the end of the block', async () => {
    await collectGarbage();
    const before = live();
    let y: Tensor;
    {
      using x = big(6);
      y = x.add(1);
      await realize(y, x);
      expect(live() - before).toBe(2 * BYTES);
    }
    expect(live() - before).toBe(BYTES);
    expect((await y.data())[0]).toBeCloseTo((await big(6).data())[0]! + 1, 5);
  });

  test('what was made from it before can still be computed', async () => {
    const x = tensor([1, 2, 3]);
    const y = x.mul(2);
    await realize(x);
    x.dispose();
    expect(await y.array()).toEqual([2, 4, 6]);
  });
});

describe('assign()', () => {
  test('whoever refers to the tensor sees the new value', async () => {
    const p = new Parameter(tensor([1, 2]));
    const before = p.mul(10);
    await realize(before);
    p.assign(tensor([5, 6]));
    expect(await p.array()).toEqual([5, 6]);
    expect(await p.mul(10).array()).toEqual([50, 60]);
    expect(await before.array()).toEqual([10, 20]);
  });

  test('what was recorded before refers to the old value, if computed in the same step', async () => {
    const p = new Parameter(tensor([1, 2]));
    const old = p.mul(10);
    p.assign(p.detach().add(1));
    await realize(old, p);
    expect(await old.array()).toEqual([10, 20]);
    expect(await p.array()).toEqual([2, 3]);
  });

  test('an old value that is gone is an error that says so, not a wrong number', async () => {
    const shape = [77, 91];
    const p = new Parameter(randn(shape, { seed: 7 }));
    await realize(p);
    const late = p.mul(10);
    p.assign(zeros(shape).add(1));
    await realize(p);
    // Its memory is the only one of that size, and is used for something else.
    const other = randn(shape, { seed: 8 });
    await realize(other);
    await expect(late.data()).rejects.toThrow(
      /was replaced by assign\(\) before what depends on its old value was computed/,
    );
  });

  test('another shape or type is refused', () => {
    const p = new Parameter(tensor([1, 2]));
    expect(() => p.assign(tensor([1, 2, 3]))).toThrow('assign: a tensor of f32 [2] cannot take f32 [3]');
    expect(() => p.assign(tensor(Int32Array.of(1, 2)))).toThrow(
      'assign: a tensor of f32 [2] cannot take i32 [2]',
    );
    expect(() => p.mul(2).assign(tensor([1, 2]))).toThrow('assign: this tensor is the result of mul');
  });
});

test('a value in between whose memory was taken is computed again', async () => {
  const x = randn([90, 110], { seed: 20 });
  const w = randn([110, 33], { seed: 21 });
  const between = x.matmul(w);
  const sum = between.sum(1);
  const expected = await sum.data();
  expect(between.node.storage?.released).toBe('intermediate');
  // Takes the memory, which is the only one of that size.
  const others = [22, 23, 24].map((seed) => randn([90, 33], { seed }));
  await realize(...others);
  expect(between.node.isComputed).toBe(false);
  const values = await between.data();
  for (const [row, total] of expected.entries()) {
    expect(Array.from(values.slice(row * 33, (row + 1) * 33)).reduce((a, b) => a + b, 0)).toBeCloseTo(
      total,
      3,
    );
  }
});

test('what was freed and overwritten is an error for what still needs it', async () => {
  const shape = [53, 59];
  const x = randn(shape, { seed: 41 });
  await realize(x);
  const late = x.mul(10);
  x.dispose();
  // Takes its memory, which is the only one of that size.
  await realize(randn(shape, { seed: 42 }));
  await expect(late.data()).rejects.toThrow(
    'a tensor of shape [53, 59] that is needed here was freed; realize what depends on it before dispose() or the end of the scope',
  );
});

test('memory of uploads is used again', async () => {
  const upload = async (): Promise<void> => {
    const x = randn([61, 67], { seed: 40 });
    await realize(x);
    x.dispose();
  };
  await upload();
  const total = (): number => memory().live + memory().pooled;
  const before = total();
  for (let i = 0; i < 20; i++) await upload();
  expect(total()).toBe(before);
});

test('the peak counts what a computation needs, and begins anew when it is reset', async () => {
  const [x] = grad((a) => a.square().sum())(big(30));
  await realize(x!);
  expect(memory().peak).toBeGreaterThanOrEqual(memory().live);
});

describe('detach()', () => {
  test('gives another tensor each time, whose settings are its own', () => {
    const x = tensor([1, 2]);
    const d = x.detach();
    d.requiresGrad = true;
    expect([d === x, x.requiresGrad, x.mul(2).requiresGrad]).toEqual([false, false, false]);
  });

  test.each([false, true])(
    'of the same memory; whichever is freed, the other one stays (%s)',
    async (first) => {
      const x = big(50);
      await realize(x);
      await collectGarbage();
      const before = live();
      const d = x.detach();
      await realize(d);
      expect(live()).toBe(before);
      const [freed, kept] = first ? [x, d] : [d, x];
      freed.dispose();
      expect(live()).toBe(before);
      expect((await kept.data())[0]).toBe((await big(50).data())[0]);
      await collectGarbage();
      kept.dispose();
      expect(live()).toBe(before - BYTES);
    },
  );

  test('assigning to the result leaves the original and its memory alone', async () => {
    const shape = [59, 83];
    const x = randn(shape, { seed: 51 });
    await realize(x);
    const expected = await x.data();
    const d = x.detach();
    d.assign(zeros(shape).add(1));
    await realize(d);
    // Would take the memory, were it free: it is the only one of that size.
    await realize(randn(shape, { seed: 52 }));
    expect(await x.data()).toEqual(expected);
    expect((await d.data())[0]).toBe(1);
  });
});

test('looking for extremes leaves nothing behind that holds the memory', async () => {
  const x = big(60);
  await realize(x, x.argmax(0), x.logsumexp(0), x.argsort(0), categorical(x.abs(), { seed: 1 }));
  await collectGarbage();
  const before = live();
  x.dispose();
  expect(before - live()).toBe(BYTES);
});

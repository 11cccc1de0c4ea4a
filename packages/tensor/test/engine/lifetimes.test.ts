/** A value stays as long as somebody may ask for it, whatever else happens to the memory around it. */
import { expect, test } from 'vitest';
import {
  kernel,
  memory,
  Module,
  noGrad,
  ones,
  Parameter,
  randn,
  realize,
  scope,
  type Tensor,
  zeros,
} from '../../src/index.ts';
import { runScript, sourceFolder } from '../support.ts';
import { collectGarbage } from './support/garbage.ts';

const SHAPE = [64, 64];
const given = (seed: number): Tensor => randn(SHAPE, { seed });
let seed = 100;

/** Takes whatever memory of the size of `SHAPE` is free, and gives it other values. */
async function overwriteFreeMemory(): Promise<Tensor[]> {
  const others = Array.from({ length: 20 }, () => randn(SHAPE, { seed: ++seed }).mul(2));
  await realize(...others);
  return others;
}

class Model extends Module {
  readonly weight = new Parameter(given(1));
}

async function halve(weight: Parameter): Promise<void> {
  noGrad(() => weight.assign(weight.mul(0.5)));
  await realize(weight);
}

test('two models that were loaded from each other learn apart', async () => {
  const [a, b] = [new Model(), new Model()];
  b.loadStateDict(a.stateDict());
  const before = await b.weight.data();
  await halve(a.weight);
  const others = await overwriteFreeMemory();
  expect(await b.weight.data()).toEqual(before);
  expect(others).toHaveLength(20);
});

test('the best state of a run can be loaded again after more steps', async () => {
  const model = new Model();
  const before = await model.weight.data();
  const best = model.stateDict();
  for (let step = 0; step < 3; step++) await halve(model.weight);
  const others = await overwriteFreeMemory();
  model.loadStateDict(best);
  expect(await model.weight.data()).toEqual(before);
  expect(others).toHaveLength(20);
});

test('a target that follows a source, and the source, can both go on', async () => {
  const [source, target] = [new Parameter(given(1)), new Parameter(zeros(SHAPE))];
  noGrad(() => target.assign(source));
  await realize(target);
  const before = await source.data();
  await halve(target);
  const others = await overwriteFreeMemory();
  expect(await source.data()).toEqual(before);
  expect(others).toHaveLength(20);
});

test('a value on the way to a loss can be kept after the loss was read', async () => {
  const [w, x] = [given(1), given(2)];
  await realize(w, x);
  const candidate = w.sub(x.mul(0.1));
  await x.matmul(candidate).square().sum().item();
  const expected = await candidate.data();
  w.assign(candidate);
  await realize(w);
  const others = await overwriteFreeMemory();
  expect(await w.data()).toEqual(expected);
  expect(others).toHaveLength(20);
});

test('realize() keeps what has been computed on the way to something else', async () => {
  const [w, x] = [given(1), given(2)];
  await realize(w, x);
  const y = x.matmul(w);
  await y.square().sum().item();
  await realize(y);
  const expected = await x.matmul(w).data();
  await realize(w.assign(w.mul(2)));
  const others = await overwriteFreeMemory();
  expect(await y.data()).toEqual(expected);
  expect(others).toHaveLength(20);
});

test.each([
  ['dispose()', (y: Tensor) => y.dispose()],
  ['assign()', (y: Tensor) => void y.assign(given(7))],
])('a read that has begun is not disturbed by %s', async (_name, disturb) => {
  const x = given(2);
  await realize(x);
  const y = x.mul(3);
  const expected = await y.data();
  const reading = y.data();
  disturb(y);
  const others = overwriteFreeMemory();
  expect(await reading).toEqual(expected);
  expect(await others).toHaveLength(20);
});

test('a read of a value on the way, beside other work', async () => {
  const x = given(2);
  await realize(x);
  const y = x.matmul(x);
  await y.square().sum().item();
  const [read] = await Promise.all([y.data(), overwriteFreeMemory()]);
  expect(read).toEqual(await x.matmul(x).data());
});

test('equal values share memory, and each has its own end', async () => {
  const [trained, frozen] = [zeros(SHAPE, { requiresGrad: true }), zeros(SHAPE)];
  await realize(trained, frozen);
  const old = trained.detach();
  await realize(trained.assign(ones(SHAPE)));
  old.dispose();
  await collectGarbage();
  const others = await overwriteFreeMemory();
  expect(new Set(await frozen.data())).toEqual(new Set([0]));
  expect(others).toHaveLength(20);
});

test('a target that is equal to a value on the way ends like any other', async () => {
  const x = given(3);
  await realize(x);
  const live: number[] = [];
  for (let round = 0; round < 3; round++) {
    await (async () => {
      const logits = x.mul(round + 1);
      const sum = logits.exp().sum();
      const probabilities = logits.exp();
      await realize(probabilities, sum);
    })();
    await collectGarbage();
    live.push(memory().live);
  }
  expect(live[2]).toBe(live[0]);
});

test('what a scope returns keeps what it holds, whatever holds it', () => {
  const [map, model, list] = scope(() => [
    new Map([['y', given(1).mul(2)]]),
    Object.assign(new Model(), { buffer: given(2).mul(2) }),
    new Set([given(3).mul(2)]),
  ]) as [Map<string, Tensor>, Model & { buffer: Tensor }, Set<Tensor>];
  for (const kept of [map.get('y')!, model.buffer, ...list]) expect(kept.node.shape).toEqual(SHAPE);
});

test('what failed fails for each who asks, and for what depends on it', async () => {
  const broken = kernel({
    name: 'broken',
    wgsl: 'fn main() { y[0] = nonsense; }',
    inputs: { x: 'f32' },
    outputs: { y: { type: 'f32', shape: () => [4] } },
    workgroupSize: 1,
    workgroups: () => 1,
  });
  const y = broken({ x: ones([4]) });
  await realize(y);
  const dependent = y.add(1);
  await expect(dependent.data()).rejects.toThrow('broken does not compile');
  await expect(y.data()).rejects.toThrow('broken does not compile');
  await expect(y.data()).rejects.toThrow('broken does not compile');
  await expect(dependent.data()).rejects.toThrow('broken does not compile');
  expect(await ones([2]).mul(3).array()).toEqual([3, 3]);
});

test('memory of sizes that do not come again goes back to the device', async () => {
  const MIB = 2 ** 18;
  for (let size = 32; size <= 60; size += 2) {
    using large = zeros([size * MIB]).add(1);
    await realize(large);
  }
  using last = zeros([4]);
  await realize(last.add(1));
  const { pooled, peak } = memory();
  expect(pooled).toBeLessThanOrEqual(Math.max(peak, 256 * 2 ** 20));
});

test('what was submitted before there was a device is computed with what is asked for next', async () => {
  const { stdout, stderr } = await runScript(`
    const { ones, Parameter, submit, noGrad } = await import(${JSON.stringify(`${sourceFolder}/index.ts`)});
    const weight = new Parameter(ones([64, 64]));
    const loss = weight.square().sum();
    loss.backward();
    noGrad(() => weight.assign(weight.sub(weight.grad)));
    submit(weight);
    console.log(await loss.item(), weight.node.isComputed);
  `);
  expect([stdout, stderr]).toEqual(['4096 true\n', '']);
});

/** A whole language model against PyTorch: logits, loss, every gradient, and the weights after AdamW steps. */
import { readFileSync } from 'node:fs';
import { test } from 'vitest';
import { Parameter, realize, tensor, type Tensor } from '../../src/index.ts';
import { onReference } from './support/backends.ts';
import { expectWithin, largestError, MaxErrors } from './support/max-errors.ts';
import { AdamW, type AdamWOptions, crossEntropy, forward, type ModelConfig } from './support/transformer.ts';

interface Packed {
  readonly shape: number[];
  readonly base64: string;
}

/** `fixtures/make_transformer.py` made it. */
const fixture = JSON.parse(readFileSync(new URL('fixtures/transformer.json', import.meta.url), 'utf8')) as {
  config: ModelConfig;
  adamW: AdamWOptions;
  ids: number[][];
  targets: number[][];
  weights: Record<string, Packed>;
  logits: Packed;
  losses: number[];
  gradients: Record<string, Packed>;
  weightsAfter1: Record<string, Packed>;
  weightsAfter5: Record<string, Packed>;
};

function unpack({ base64 }: Packed): Float32Array {
  const bytes = Buffer.from(base64, 'base64');
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

interface Results {
  readonly logits: ArrayLike<number>;
  readonly losses: number[];
  readonly gradients: Record<string, ArrayLike<number>>;
  readonly after1: Record<string, ArrayLike<number>>;
  readonly after5: Record<string, ArrayLike<number>>;
}

async function readAll(
  tensors: Readonly<Record<string, Tensor>>,
): Promise<Record<string, ArrayLike<number>>> {
  await realize(...Object.values(tensors));
  const pairs = Object.entries(tensors).map(async ([name, each]) => [name, await each.data()] as const);
  return Object.fromEntries(await Promise.all(pairs));
}

async function train(): Promise<Results> {
  const { config, adamW } = fixture;
  const weights = Object.fromEntries(
    Object.entries(fixture.weights).map(([name, packed]) => [
      name,
      new Parameter(tensor(unpack(packed), packed.shape)),
    ]),
  );
  const [ids, targets] = [
    tensor(fixture.ids, undefined, { dtype: 'i32' }),
    tensor(fixture.targets, undefined, { dtype: 'i32' }),
  ];
  const optimizer = new AdamW(Object.values(weights), adamW);
  const losses: number[] = [];
  let first: Pick<Results, 'logits' | 'gradients' | 'after1'> | undefined;
  for (let step = 0; step < 5; step++) {
    const logits = forward(weights, ids, config);
    const loss = crossEntropy(logits, targets);
    loss.backward();
    const gradients = Object.fromEntries(Object.entries(weights).map(([name, p]) => [name, p.grad!]));
    const updated = optimizer.step();
    await realize(loss, logits, ...Object.values(gradients), ...updated);
    losses.push(await loss.item());
    first ??= {
      logits: await logits.data(),
      gradients: await readAll(gradients),
      after1: await readAll(weights),
    };
  }
  return { ...first!, losses, after5: await readAll(weights) };
}

/** Errors relative to the largest value of each tensor, or to 1 where that is more. */
function checkAgainstPyTorch(results: Results, errors: MaxErrors, tolerance: number): void {
  const check = (what: string, actual: ArrayLike<number>, expected: Float32Array): void => {
    const { error, index } = largestError(actual, expected, 'all');
    expectWithin(
      error,
      tolerance,
      `${what}, element ${index}: ${actual[index]}, but PyTorch has ${expected[index]}`,
    );
    errors.add(what.replace(/ of .*/, ''), error, expected.length);
  };
  check('logits', results.logits, unpack(fixture.logits));
  for (const [step, loss] of fixture.losses.entries())
    check(`loss of step ${step}`, [results.losses[step]!], Float32Array.of(loss));
  for (const name of Object.keys(fixture.weights)) {
    const gradient = unpack(fixture.gradients[name]!);
    // Gradients are small: here the error counts against the largest of them.
    const scale = Math.max(...gradient.map(Math.abs));
    check(
      `gradients of ${name}`,
      Array.from(results.gradients[name]!, (value) => value / scale),
      gradient.map((value) => value / scale),
    );
    check(`weights after 1 step of ${name}`, results.after1[name]!, unpack(fixture.weightsAfter1[name]!));
    check(`weights after 5 steps of ${name}`, results.after5[name]!, unpack(fixture.weightsAfter5[name]!));
  }
}

const reference = new MaxErrors(
  'transformer, reference backend against PyTorch: tensors, values, largest error',
);
const webgpu = new MaxErrors('transformer, WebGPU against PyTorch: tensors, values, largest error');

test('the reference backend trains as PyTorch does', async () => {
  checkAgainstPyTorch(await onReference(train), reference, 1e-6);
});

test('WebGPU trains as PyTorch does', async () => {
  checkAgainstPyTorch(await train(), webgpu, 2e-5);
});

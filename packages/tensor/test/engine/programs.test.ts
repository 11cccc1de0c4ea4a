/** Random programs: whatever is fused with whatever, both backends agree on every value and every gradient. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concat, rand, tensor, type Tensor } from '../../src/index.ts';
import { onBoth } from './support/backends.ts';
import { expectWithin, largestError, MaxErrors } from './support/max-errors.ts';
import { SEED } from './support/properties.ts';
import { draws, shuffled } from './support/random.ts';
import { shapeArb } from './support/views.ts';

const errors = new MaxErrors('programs: results, values, largest error relative to the largest value');
const PROGRAMS = Number(process.env['DAWNBOOK_TEST_PROGRAMS'] ?? 200);
/** Programs that are computed in one go, so that their kernels meet too. */
const TOGETHER = 5;
/** Values larger than this are left to other tests. */
const MAX_SIZE = 4000;

interface Step {
  /** Which operation; and numbers from which it chooses its operands and arguments. */
  readonly op: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly seed: number;
}

interface Program {
  readonly shape: readonly number[];
  readonly seed: number;
  readonly steps: readonly Step[];
  readonly differentiate: boolean;
}

interface State {
  readonly x: Tensor;
  /** Any other value of the program. */
  readonly other: Tensor;
  readonly dim: number;
  readonly step: Step;
  readonly leaf: (shape: readonly number[]) => Tensor;
}

function values(shape: readonly number[], seed: number): Tensor {
  const draw = draws(seed);
  const size = shape.reduce((product, length) => product * length, 1);
  const data = Float32Array.from({ length: size }, () => Math.round((draw() * 4 - 2) * 64) / 64);
  return tensor(data, shape, { requiresGrad: true });
}

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length]!;

const UNARY: readonly ((x: Tensor) => Tensor)[] = [
  (x) => x.neg(),
  (x) => x.abs(),
  (x) => x.clamp(-3, 3).exp(),
  (x) => x.sigmoid(),
  (x) => x.tanh(),
  (x) => x.sin(),
  (x) => x.erf(),
  (x) => x.square(),
  (x) => x.abs().add(0.5).sqrt(),
  (x) => x.abs().add(0.5).log(),
  (x) => x.maximum(0),
];

const BINARY: readonly ((x: Tensor, y: Tensor) => Tensor)[] = [
  (x, y) => x.add(y),
  (x, y) => x.sub(y),
  (x, y) => x.mul(y),
  (x, y) => x.maximum(y),
  (x, y) => x.div(y.abs().add(1)),
  (x, y) => x.gt(y).where(x, y),
];

const REDUCTIONS: readonly ((x: Tensor, dims: readonly number[], keep: boolean) => Tensor)[] = [
  (x, dims, keep) => x.sum(dims, keep),
  (x, dims, keep) => x.mean(dims, keep),
  (x, dims, keep) => x.max(dims, keep),
  (x, dims, keep) => x.logsumexp(dims, keep),
];

/** `undefined` where the operation does not apply. */
type Operation = (state: State) => Tensor | undefined;

const unary: Operation = ({ x, step }) => pick(UNARY, step.b)(x);

const binary: Operation = ({ x, other, step }) => {
  const rank = Math.max(x.rank, other.rank);
  for (let i = 1; i <= rank; i++) {
    const [a, b] = [x.shape.at(-i) ?? 1, other.shape.at(-i) ?? 1];
    if (i <= x.rank && i <= other.rank && a !== b && a !== 1 && b !== 1) return undefined;
  }
  return pick(BINARY, step.c)(x, other);
};

const reduction: Operation = ({ x, dim, step }) => {
  if (x.rank === 0 || x.size === 0) return undefined;
  const dims = step.seed % 3 === 0 && x.rank > 1 ? [dim, (dim + 1) % x.rank] : [dim];
  return pick(REDUCTIONS, step.c)(x, dims, step.b % 2 === 0);
};

const softmax: Operation = ({ x, dim }) => {
  if (x.rank === 0 || x.size === 0) return undefined;
  const e = x.sub(x.max(dim, true)).exp();
  return e.div(e.sum(dim, true));
};

const positions = (shape: readonly number[], below: number, seed: number): Tensor => {
  const draw = draws(seed);
  const size = shape.reduce((product, length) => product * length, 1);
  return tensor(
    Int32Array.from({ length: size }, () => Math.floor(draw() * below)),
    shape,
  );
};

/** Frequent ones several times. */
const OPERATIONS: readonly Operation[] = [
  unary,
  unary,
  unary,
  unary,
  binary,
  binary,
  binary,
  binary,
  reduction,
  reduction,
  reduction,
  softmax,
  ({ x, step }) => x.permute(shuffled(x.rank, draws(step.seed))),
  ({ x }) => x.flatten(),
  ({ x }) => {
    const even = x.shape.findIndex((length) => length > 0 && length % 2 === 0);
    return even < 0
      ? undefined
      : x.reshape([...x.shape.slice(0, even), 2, x.shape[even]! / 2, ...x.shape.slice(even + 1)]);
  },
  ({ x, dim, step }) => {
    if (x.rank === 0) return undefined;
    const start = step.c % (x.shape[dim]! + 1);
    const end = start + (step.seed % (x.shape[dim]! - start + 1));
    return x.slice(
      ...x.shape.map((_length, axis) => (axis === dim ? ([start, end, 1 + (step.seed % 2)] as const) : null)),
    );
  },
  ({ x, dim }) => (x.rank === 0 ? undefined : x.flip(dim)),
  ({ x, dim, step }) => (x.rank === 0 ? undefined : x.pad(dim, step.b % 3, step.c % 3, step.seed % 5)),
  ({ x }) => {
    const one = x.shape.indexOf(1);
    return one < 0 ? x.unsqueeze(0).broadcastTo([3, ...x.shape]) : x.broadcastTo(x.shape.with(one, 3));
  },
  ({ x, dim, leaf }) => (x.rank === 0 ? undefined : concat([x, leaf(x.shape), x], dim)),
  ({ x, step, leaf }) =>
    x.rank === 0 ? undefined : x.matmul(leaf([x.shape.at(-1)!, pick([1, 3, 4, 8], step.c)])),
  ({ x }) => (x.rank < 2 ? undefined : x.matmul(x.transpose(-1, -2)).mul(0.25)),
  ({ x, dim, step }) =>
    x.size === 0 || x.rank === 0
      ? undefined
      : x.gather(dim, positions(x.shape.with(dim, pick([1, 2, 5], step.c)), x.shape[dim]!, step.seed)),
  ({ x, dim, step }) =>
    x.size === 0 || x.rank === 0
      ? undefined
      : x.indexSelect(dim, positions([2, 3], x.shape[dim]!, step.seed)),
  ({ x, dim }) => (x.rank === 0 ? undefined : x.cumsum(dim)),
  ({ x, dim, step }) => (x.rank === 0 || x.size === 0 ? undefined : x.sort(dim, step.b % 2 === 0).values),
  ({ x, step }) => (x.rank < 2 ? undefined : x.tril((step.seed % 3) - 1)),
  ({ x }) => (x.rank === 0 || x.size === 0 ? undefined : x.div(x.square().mean(-1, true).add(1e-3).sqrt())),
  ({ x, dim }) => (x.rank === 0 || x.size === 0 ? undefined : x.argmax(dim).to('f32').mul(0.1)),
  ({ x, step }) => rand(x.shape, { seed: step.seed }).add(x),
];

/** All values of a program, and the gradients of its leaves. */
function build({ shape, seed, steps, differentiate }: Program): Tensor[] {
  const pool = [values(shape, seed)];
  const leaves = [pool[0]!];
  for (const step of steps) {
    const x = pick(pool, step.a);
    const result = pick(
      OPERATIONS,
      step.op,
    )({
      x,
      other: pick(pool, step.b),
      dim: x.rank === 0 ? 0 : step.b % x.rank,
      step,
      leaf: (of) => {
        leaves.push(values(of, step.seed));
        return leaves.at(-1)!;
      },
    });
    if (result !== undefined && result.size <= MAX_SIZE) pool.push(result);
  }
  const outputs = pool.slice(1);
  const total = outputs.reduce((sum, output) => sum.add(output.mul(0.5).sum()), pool.at(-1)!.sum());
  if (differentiate && total.requiresGrad) total.backward();
  return [...outputs, ...leaves.flatMap(({ grad }) => grad ?? [])];
}

const program: fc.Arbitrary<Program> = fc.record({
  shape: shapeArb(),
  seed: fc.nat({ max: 1000 }),
  steps: fc.array(
    fc.record({
      op: fc.nat({ max: OPERATIONS.length - 1 }),
      a: fc.nat({ max: 100 }),
      b: fc.nat({ max: 100 }),
      c: fc.nat({ max: 100 }),
      seed: fc.nat({ max: 1000 }),
    }),
    { minLength: 1, maxLength: 7, size: 'max' },
  ),
  differentiate: fc.boolean(),
});

test('programs give the same values and gradients on both backends', async () => {
  const several = fc.array(program, { minLength: 1, maxLength: TOGETHER, size: 'max' });
  let programs = 0;
  await fc.assert(
    fc.asyncProperty(several, async (list) => {
      programs += list.length;
      const pairs = await onBoth(() => list.flatMap(build));
      for (const { shape, actual, expected } of pairs) {
        const { error, index } = largestError(actual, expected, 'all');
        expectWithin(
          error,
          2e-4,
          `[${shape.join(', ')}] at ${index}: ${actual[index]} where the reference has ${expected[index]}`,
        );
        errors.add('programs', error, expected.length);
      }
    }),
    { seed: SEED, numRuns: Math.ceil(PROGRAMS / 3), interruptAfterTimeLimit: 300_000 },
  );
  expect(programs).toBeGreaterThanOrEqual(PROGRAMS / 2);
}, 300_000);

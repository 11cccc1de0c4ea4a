/** Einsum and reshaping by names, with gradients: against loops, against axes, and WebGPU against float64. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { einsum, rearrange, reduce, repeat, type Tensor } from '../../src/index.ts';
import { float64, onReference } from './support/backends.ts';
import { MaxErrors } from './support/max-errors.ts';
import { checkCases, withGradients } from './support/properties.ts';
import { type Draw, draws, oneOf, shuffled, whole } from './support/random.ts';
import { leafOf, seedArb } from './support/views.ts';

const errors = new MaxErrors('axes by names: cases, values, largest error relative to the largest value');
const anyNumber = (draw: Draw): number => draw() * 2 - 1;

const LENGTH_OF: Record<string, number> = { b: 2, h: 3, s: 4, t: 5, d: 4, e: 3, i: 1 };

const EINSUMS = [
  's d -> s',
  's d ->',
  's d -> d s',
  's s -> s',
  's s ->',
  'h s s -> h',
  's d, d e -> s e',
  'd s, d e -> s e',
  's d, s d -> s d',
  's, d -> s d',
  'b s d, e d -> b s e',
  'b h s d, b h t d -> b h s t',
  'b h s t, b h t d -> b s h d',
  'b s d, s ->',
  'b s d, b s d -> b',
  's d, d ->  s',
  'i d, d e -> e i',
  's d, d e, e h -> s h',
  'b s, b s, s -> b',
  'b h s, s d, h e -> b d e',
] as const;

function einsumOperands(pattern: string): string[][] {
  return pattern
    .split('->')[0]!
    .split(',')
    .map((side) => side.trim().split(/\s+/));
}

/** The definition: a loop over the lengths of all names. */
function einsumLoops(
  pattern: string,
  operands: readonly ArrayLike<number>[],
  lengthOf: Readonly<Record<string, number>>,
): number[] {
  const inputs = einsumOperands(pattern);
  const output = pattern
    .split('->')[1]!
    .trim()
    .split(/\s+/)
    .filter((name) => name !== '');
  const names = [...new Set(inputs.flat())];
  const flat = (axes: readonly string[], at: Readonly<Record<string, number>>): number =>
    axes.reduce((index, name) => index * lengthOf[name]! + at[name]!, 0);
  const result = Array.from({ length: output.reduce((size, name) => size * lengthOf[name]!, 1) }, () => 0);
  const visit = (depth: number, at: Record<string, number>): void => {
    if (depth === names.length) {
      result[flat(output, at)]! += operands.reduce(
        (product, values, i) => product * values[flat(inputs[i]!, at)]!,
        1,
      );
      return;
    }
    for (let i = 0; i < lengthOf[names[depth]!]!; i++) visit(depth + 1, { ...at, [names[depth]!]: i });
  };
  visit(0, {});
  return result;
}

test.each(EINSUMS)('einsum %s is what loops give, on the reference backend', async (pattern) => {
  await onReference(async () => {
    const operands = einsumOperands(pattern).map((axes, i) =>
      leafOf(
        axes.map((name) => LENGTH_OF[name]!),
        i,
        { value: anyNumber },
      ),
    );
    const [values] = await float64(einsum(pattern, ...operands));
    const given = await float64(...operands);
    const expected = einsumLoops(pattern, given, LENGTH_OF);
    expect(values).toHaveLength(expected.length);
    for (const [i, value] of expected.entries()) expect(values![i]).toBeCloseTo(value, 12);
  });
});

test('einsum with an ellipsis broadcasts the axes in front', async () => {
  await onReference(async () => {
    const [a, b] = [
      leafOf([2, 1, 3, 4], 0, { value: anyNumber }),
      leafOf([5, 4, 2], 1, { value: anyNumber }),
    ];
    const [y, z] = await float64(einsum('... s d, ... d e -> ... s e', a, b), a.matmul(b));
    expect(y).toEqual(z);
  });
});

test('einsum', async () => {
  const cases = fc.tuple(fc.constantFrom(...EINSUMS), seedArb).map(([pattern, seed]) => ({
    label: `'${pattern}', lengths and values of seed ${seed}`,
    build: () => {
      const draw = draws(seed);
      const lengthOf = Object.fromEntries(
        Object.keys(LENGTH_OF).map((name) => [name, oneOf(1, 2, 3, 4, 5)(draw)]),
      );
      const leaves = einsumOperands(pattern).map((axes, i) =>
        leafOf(
          axes.map((name) => lengthOf[name]!),
          seed + i,
          { value: anyNumber, requiresGrad: true },
        ),
      );
      return withGradients(einsum(pattern, ...leaves), leaves, seed);
    },
  }));
  await checkCases('einsum', cases, errors, { tolerance: 2e-6, scale: 'all' });
});

interface Einops {
  readonly run: (x: Tensor, lengths: readonly number[]) => Tensor;
  /** The same with reshape, permute, reductions and tile. */
  readonly by: (x: Tensor, lengths: readonly number[]) => Tensor;
  readonly shape: (lengths: readonly number[]) => number[];
}

const EINOPS: Record<string, Einops> = {
  'heads apart': {
    shape: ([b, s, h, d]) => [b!, s!, h! * d!],
    run: (x, [, , h]) => rearrange(x, 'b s (h d) -> b h s d', { h: h! }),
    by: (x, [b, s, h, d]) => x.reshape([b!, s!, h!, d!]).permute([0, 2, 1, 3]),
  },
  'heads together': {
    shape: ([b, s, h, d]) => [b!, h!, s!, d!],
    run: (x) => rearrange(x, 'b h s d -> b s (h d)'),
    by: (x, [b, s, h, d]) => x.permute([0, 2, 1, 3]).reshape([b!, s!, h! * d!]),
  },
  patches: {
    shape: ([b, s, h, d]) => [s! * h!, d! * b!],
    run: (x, [b, , h]) => rearrange(x, '(s h) (d b) -> (s d) (h b)', { h: h!, b: b! }),
    by: (x, [b, s, h, d]) =>
      x
        .reshape([s!, h!, d!, b!])
        .permute([0, 2, 1, 3])
        .reshape([s! * d!, h! * b!]),
  },
  'an ellipsis moves': {
    shape: ([b, s, h, d]) => [b!, s!, h!, d!],
    run: (x) => rearrange(x, 'b ... d -> d ... b'),
    by: (x) => x.permute([3, 1, 2, 0]),
  },
  'ones come and go': {
    shape: ([b, s]) => [b!, 1, s!],
    run: (x) => rearrange(x, 'b 1 s -> s b 1'),
    by: (x, [b, s]) => x.reshape([b!, s!]).permute([1, 0]).reshape([s!, b!, 1]),
  },
  'mean of blocks': {
    shape: ([b, s, h, d]) => [b! * s!, h! * d!],
    run: (x, [, s, h]) => reduce(x, '(b s) (h d) -> b h', 'mean', { s: s!, h: h! }),
    by: (x, [b, s, h, d]) => x.reshape([b!, s!, h!, d!]).mean([1, 3]),
  },
  'sum, turned': {
    shape: ([b, s, h]) => [b!, s!, h!],
    run: (x) => reduce(x, 'b s h -> h b', 'sum'),
    by: (x) => x.sum(1).permute([1, 0]),
  },
  'max of all': { shape: ([b, s]) => [b!, s!], run: (x) => reduce(x, '... ->', 'max'), by: (x) => x.max() },
  'repeated in front': {
    shape: ([b, s]) => [b!, s!],
    run: (x, [, , h]) => repeat(x, 'b s -> h b s', { h: h! }),
    by: (x, [b, s, h]) => x.reshape([1, b!, s!]).tile([h!, 1, 1]),
  },
  'each repeated': {
    shape: ([b, s]) => [b!, s!],
    run: (x, [, , h]) => repeat(x, 'b s -> b (s h)', { h: h! }),
    by: (x, [b, s, h]) =>
      x
        .reshape([b!, s!, 1])
        .tile([1, 1, h!])
        .reshape([b!, s! * h!]),
  },
  'repeated by a number': {
    shape: ([b, s]) => [b!, s!],
    run: (x) => repeat(x, 'b s -> (3 b) s'),
    by: (x) => x.tile([3, 1]),
  },
};

const einopsLengths = (seed: number): number[] => {
  const draw = draws(seed);
  return Array.from({ length: 4 }, () => whole(1, 4)(draw));
};

test.each(Object.keys(EINOPS))('%s: names say the same as axes, on the reference backend', async (name) => {
  const { run, by, shape } = EINOPS[name]!;
  await onReference(async () => {
    for (let seed = 0; seed < 20; seed++) {
      const x = leafOf(shape(einopsLengths(seed)), seed, { value: anyNumber });
      const [named, plain] = [run(x, einopsLengths(seed)), by(x, einopsLengths(seed))];
      expect(named.shape).toEqual(plain.shape);
      const [a, b] = await float64(named, plain);
      expect(a).toEqual(b);
    }
  });
});

test('rearrange, reduce and repeat', async () => {
  const cases = fc.tuple(fc.constantFrom(...Object.keys(EINOPS)), seedArb).map(([name, seed]) => ({
    label: `${name}, lengths and values of seed ${seed}`,
    build: () => {
      const { run, shape } = EINOPS[name]!;
      const lengthsOf = einopsLengths(seed);
      const x = leafOf(shape(lengthsOf), seed, { value: anyNumber, requiresGrad: true });
      return withGradients(run(x, lengthsOf).mul(2), [x], seed);
    },
  }));
  await checkCases('rearrange, reduce, repeat', cases, errors, { tolerance: 1e-6, scale: 'all' });
});

test('an order of axes and its inverse cancel', async () => {
  await onReference(async () => {
    for (let seed = 0; seed < 20; seed++) {
      const order = shuffled(4, draws(seed)).map((i) => 'bshd'[i]!);
      const x = leafOf([2, 3, 4, 5], seed, { value: anyNumber });
      const y = rearrange(rearrange(x, `b s h d -> ${order.join(' ')}`), `${order.join(' ')} -> b s h d`);
      const [a, b] = await float64(x, y);
      expect(b).toEqual(a);
    }
  });
});

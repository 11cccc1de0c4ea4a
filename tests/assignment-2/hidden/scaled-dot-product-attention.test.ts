import type { NDArray } from '@dawnbook/grader';
import { expectAtMost, expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import {
  type Array64,
  bool,
  f32,
  mapArray,
  plain,
  type RandomArrays,
  randomArrays,
  widen,
} from '../support/arrays.ts';
import { nothing } from '../support/attention-cases.ts';
import { attentionRows, rowsOf } from '../support/float64.ts';
import { expectGradients, gradientOf } from '../support/gradients.ts';
import { model, twice } from '../support/tolerances.ts';

type Qkv = Record<'q' | 'k' | 'v', Array64>;

/** Attention for each leading index. */
function attention64(
  { q, k, v }: Qkv,
  allowed?: (batch: number, query: number, key: number) => boolean,
): Array64 {
  const [numQueries, numKeys, dV] = [q.shape.at(-2)!, k.shape.at(-2)!, v.shape.at(-1)!];
  const [qs, ks, vs] = [rowsOf(q), rowsOf(k), rowsOf(v)];
  const out: number[] = [];
  for (let b = 0; b < qs.length / numQueries; b++) {
    const { y } = attentionRows(
      qs.slice(b * numQueries, (b + 1) * numQueries),
      ks.slice(b * numKeys, (b + 1) * numKeys),
      vs.slice(b * numKeys, (b + 1) * numKeys),
      allowed === undefined ? undefined : (query, key) => allowed(b, query, key),
    );
    out.push(...y.flat());
  }
  return { shape: [...q.shape.slice(0, -1), dV], data: Float64Array.from(out) };
}

/** Queries, keys and values: 4 queries, 6 keys, dK 8, dV 5. */
function inputs(random: RandomArrays, leading: readonly number[]): { q: NDArray; k: NDArray; v: NDArray } {
  return {
    q: random.normal([...leading, 4, 8]),
    k: random.normal([...leading, 6, 8]),
    v: random.normal([...leading, 6, 5]),
  };
}

const widenQkv = ({ q, k, v }: { q: NDArray; k: NDArray; v: NDArray }): Qkv => ({
  q: widen(q),
  k: widen(k),
  v: widen(v),
});

exercise('scaled-dot-product-attention', ({ test, run, seed }) => {
  for (const leading of [[], [2], [2, 3]]) {
    test(`${leading.length} leading axes, values of another width than keys`, async () => {
      const args = inputs(randomArrays(seed), leading);
      const { y } = await run.scaledDotProductAttention(args);
      expectClose(y, plain(attention64(widenQkv(args))), model, 'y');
    });
  }

  test('a mask for all, and one for each sequence', async () => {
    const random = randomArrays(seed);
    const args = inputs(random, [2, 3]);
    const draw = (shape: number[]): NDArray =>
      bool(
        shape,
        // Some key is always allowed.
        Array.from(
          { length: shape.reduce((a, b) => a * b, 1) },
          (_, i) => i % 6 === 2 || random.int(0, 1) === 1,
        ),
      );
    const shared = draw([4, 6]);
    const { y } = await run.scaledDotProductAttention({ ...args, mask: shared });
    const expected = attention64(widenQkv(args), (_b, query, key) => shared.data[query * 6 + key] === 1);
    expectClose(y, plain(expected), model, 'y for a mask [queries, keys]');

    const own = draw([2, 1, 4, 6]);
    const { y: each } = await run.scaledDotProductAttention({ ...args, mask: own });
    const allowed = (b: number, query: number, key: number): boolean =>
      own.data[Math.floor(b / 3) * 24 + query * 6 + key] === 1;
    expectClose(
      each,
      plain(attention64(widenQkv(args), allowed)),
      model,
      'y for a mask [batch, 1, queries, keys]',
    );
  });

  test('a query without any key gives 0, and so does its gradient', async () => {
    const random = randomArrays(seed);
    const args = inputs(random, [2]);
    const mask = bool(
      [4, 6],
      Array.from({ length: 24 }, (_, i) => Math.floor(i / 6) !== 1),
    );
    const gradOut = random.normal([2, 4, 5]);
    const { y, grads } = await run.scaledDotProductAttention({ ...args, mask, gradOut });
    const expected = attention64(widenQkv(args), (_b, query) => query !== 1);
    expectClose(y, plain(expected), model, 'y');
    const gradient = gradientOf(grads, 'q');
    for (const b of [0, 1]) {
      const row = gradient.data.slice(b * 32 + 8, b * 32 + 16);
      expectClose(f32([8], row), nothing([8]), { rtol: 0, atol: 0 }, 'gradient of a query without keys');
    }
    expectGradients(grads, {
      forward: (given: Qkv) => attention64(given, (_b, query) => query !== 1),
      inputs: widenQkv(args),
      gradOut,
      tolerance: twice(model),
      seed,
    });
  });

  test('scores of ±10,000', async () => {
    const random = randomArrays(seed);
    const args = { ...inputs(random, []), q: random.normal([4, 8], 1e4) };
    const { y } = await run.scaledDotProductAttention(args);
    // The winner takes it all. A tie within the rounding error of the scores, about 1e-3, would need a better test.
    expectClose(y, plain(attention64(widenQkv(args))), { rtol: 0.02, atol: 0.02 }, 'y');
  });

  test('the order of keys and values, together, does not matter', async () => {
    const random = randomArrays(seed);
    const args = inputs(random, []);
    const order = random.permutation(6);
    const reorder = ({ shape, data }: NDArray): NDArray => {
      const width = shape[1]!;
      return f32(
        shape,
        order.flatMap((i) => [...data.subarray(i * width, (i + 1) * width)]),
      );
    };
    const { y } = await run.scaledDotProductAttention(args);
    const { y: other } = await run.scaledDotProductAttention({
      ...args,
      k: reorder(args.k),
      v: reorder(args.v),
    });
    expectClose(other, y, model, 'y');
  });

  test('values that are masked have no influence, however large', async () => {
    const args = inputs(randomArrays(seed), []);
    const mask = bool(
      [4, 6],
      Array.from({ length: 24 }, (_, i) => i % 6 < 4),
    );
    const { y } = await run.scaledDotProductAttention({ ...args, mask });
    const v = mapArray(args.v, (value, i) => (i < 20 ? value : 1e30));
    const k = mapArray(args.k, (value, i) => (i < 32 ? value : 100));
    const { y: other } = await run.scaledDotProductAttention({ ...args, k, v, mask });
    expectSame(other, y, 'y');
  });

  test('gradients of queries, keys and values', async () => {
    const random = randomArrays(seed);
    const args = inputs(random, [2]);
    const gradOut = random.normal([2, 4, 5]);
    const { grads } = await run.scaledDotProductAttention({ ...args, gradOut });
    expectGradients(grads, {
      forward: (given: Qkv) => attention64(given),
      inputs: widenQkv(args),
      gradOut,
      tolerance: twice(model),
      seed,
    });
  });

  test('larger queries and smaller keys make no difference', async () => {
    const args = inputs(randomArrays(seed), []);
    const { y } = await run.scaledDotProductAttention(args);
    const q = mapArray(args.q, (value) => value * 8);
    const k = mapArray(args.k, (value) => value / 8);
    expectClose((await run.scaledDotProductAttention({ ...args, q, k })).y, y, model, 'y');
  });

  test('the result lies between the smallest and the largest value', async () => {
    const args = inputs(randomArrays(seed), []);
    const { y } = await run.scaledDotProductAttention(args);
    for (let d = 0; d < 5; d++) {
      const column = Array.from({ length: 6 }, (_, key) => args.v.data[key * 5 + d]!);
      for (let query = 0; query < 4; query++) {
        const value = y.data[query * 5 + d]!;
        expectAtMost(value, Math.max(...column) + 1e-5, `y[${query}, ${d}]`);
        expectAtMost(-value, -Math.min(...column) + 1e-5, `-y[${query}, ${d}]`);
      }
    }
  });
});

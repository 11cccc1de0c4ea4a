import { expectClose, expectError } from '@dawnbook/grader/suite';
import type { NDArray } from '@dawnbook/grader';
import { exercise } from '../suite.ts';
import { f32, mapArray, plain, randomArrays, widen } from '../support/arrays.ts';
import { rows64 } from '../support/float64.ts';

const exactly = { rtol: 0, atol: 0 };
const gone = Math.fround(-1e30);

/** By sorting ids: larger logits first, then lower ids. */
function expected(logits: NDArray, k: number): NDArray {
  return plain(
    rows64(widen(logits), (row) => {
      const order = Array.from(row, (_, id) => id).toSorted((a, b) => row[b]! - row[a]! || a - b);
      const kept = new Set(order.slice(0, k));
      return row.map((value, id) => (kept.has(id) ? value : gone));
    }),
  );
}

exercise('top-k', ({ test, run, seed }) => {
  const random = randomArrays(seed);

  test('1,000 rows', async () => {
    const logits = random.normal([1000, 16], 2);
    for (const k of [1, 3, 15]) {
      expectClose((await run.topKFilter({ logits, k })).y, expected(logits, k), exactly, `logits, k = ${k}`);
    }
  });

  test('equal logits at the edge: exactly k are kept, the lowest ids', async () => {
    const ties = mapArray(random.ids([200, 16], 4), (value) => value);
    const logits = f32([200, 16], ties.data);
    for (const k of [1, 4, 9]) {
      expectClose((await run.topKFilter({ logits, k })).y, expected(logits, k), exactly, `logits, k = ${k}`);
    }
  });

  test('all equal, and all negative', async () => {
    const equal = f32([1, 6], Array(6).fill(2.5));
    expectClose(
      (await run.topKFilter({ logits: equal, k: 2 })).y,
      expected(equal, 2),
      exactly,
      'equal logits',
    );
    const negative = f32([1, 6], [-5, -900, -7, -3, -800, -4]);
    expectClose(
      (await run.topKFilter({ logits: negative, k: 3 })).y,
      expected(negative, 3),
      exactly,
      'negative logits',
    );
  });

  test('each row by itself', async () => {
    const logits = f32([2, 3], [100, 101, 102, 3, 2, 1]);
    expectClose(
      (await run.topKFilter({ logits, k: 2 })).y,
      f32([2, 3], [gone, 101, 102, 3, 2, gone]),
      exactly,
      'logits',
    );
  });

  test('three axes', async () => {
    const logits = random.normal([2, 3, 16]);
    expectClose((await run.topKFilter({ logits, k: 5 })).y, expected(logits, 5), exactly, 'logits');
  });

  test('k less than 1: a RangeError', async () => {
    for (const k of [0, -2]) {
      await expectError(run.topKFilter({ logits: f32([1, 2], [0, 1]), k }), 'RangeError', String(k));
    }
  });
});

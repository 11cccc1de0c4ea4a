import { expectClose, expectError, expectSame } from '@dawnbook/grader/suite';
import type { NDArray } from '@dawnbook/grader';
import { exercise } from '../suite.ts';
import { f32, mapArray, randomArrays, widen } from '../support/arrays.ts';
import { rowsOf, softmaxRow } from '../support/float64.ts';

const exactly = { rtol: 0, atol: 0 };
const gone = Math.fround(-1e30);

/** The ids that are kept, or undefined if a sum is so near to p that f32 may see it on the other side. */
function kept64(logits: ArrayLike<number>, p: number, min = 1): Set<number> | undefined {
  const probs = softmaxRow(logits);
  const order = probs.map((_, id) => id).toSorted((a, b) => logits[b]! - logits[a]! || a - b);
  const kept = new Set<number>();
  let sum = 0;
  for (const id of order) {
    if (Math.abs(sum - p) < 1e-5) return undefined;
    if (sum >= p && kept.size >= min) break;
    kept.add(id);
    sum += probs[id]!;
  }
  return kept;
}

exercise('top-p', ({ test, run, seed }) => {
  const random = randomArrays(seed);

  /** Row by row against the definition; rows at an edge are left out. */
  const expectFiltered = async (logits: NDArray, p: number, minTokensToKeep?: number): Promise<void> => {
    const { y } = await run.topPFilter({
      logits,
      p,
      ...(minTokensToKeep === undefined ? {} : { minTokensToKeep }),
    });
    expectSame([...y.shape], [...logits.shape], 'shape');
    const width = logits.shape.at(-1)!;
    for (const [row, values] of rowsOf(widen(logits)).entries()) {
      const kept = kept64(values, p, minTokensToKeep);
      if (kept === undefined) continue;
      const expected = Array.from(values, (value, id) => (kept.has(id) ? value : gone));
      const actual = y.data.slice(row * width, (row + 1) * width);
      expectClose(actual, expected, exactly, `row ${row} of the logits, p = ${p}`);
    }
  };

  test('random rows: unsorted, sets of different size, values and places stay', async () => {
    const logits = random.normal([64, 32], 2);
    for (const p of [0.1, 0.5, 0.9, 0.99]) await expectFiltered(logits, p);
  });

  test('a sum that is exactly p: the set is complete', async () => {
    // Four equal logits: probabilities of exactly 1/4.
    const logits = f32([1, 4], [2, 2, 2, 2]);
    expectClose(
      (await run.topPFilter({ logits, p: 0.5 })).y,
      f32([1, 4], [2, 2, gone, gone]),
      exactly,
      'logits, p = 0.5',
    );
    expectClose(
      (await run.topPFilter({ logits, p: 0.75 })).y,
      f32([1, 4], [2, 2, 2, gone]),
      exactly,
      'logits, p = 0.75',
    );
  });

  test('one token has more than p: it is the only one', async () => {
    const logits = f32([1, 5], [0, 1, 12, 2, 1]);
    expectClose(
      (await run.topPFilter({ logits, p: 0.9 })).y,
      f32([1, 5], [gone, gone, 12, gone, gone]),
      exactly,
      'logits',
    );
  });

  test('1,000 equal tokens', async () => {
    const { y } = await run.topPFilter({ logits: f32([1, 1000], Array(1000).fill(1)), p: 0.4255 });
    const kept = Array.from(y.data, (value, id) => (value === 1 ? id : -1)).filter((id) => id >= 0);
    expectSame(
      kept,
      Array.from({ length: 426 }, (_, id) => id),
      'ids that are kept',
    );
  });

  test('after a temperature', async () => {
    const logits = random.normal([8, 32], 2);
    for (const temperature of [0.5, 2])
      await expectFiltered(
        mapArray(logits, (value) => value / temperature),
        0.8,
      );
  });

  test('sets grow with p', async () => {
    const logits = random.normal([1, 32], 1.5);
    let before = 0;
    for (const p of [0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1]) {
      const { y } = await run.topPFilter({ logits, p });
      const size = Array.from(y.data).filter((value) => value > -1e29).length;
      expectSame(size >= before, true, `whether p = ${p} keeps at least ${before} tokens (it keeps ${size})`);
      before = size;
    }
    expectSame(before, 32, 'tokens that p = 1 keeps');
  });

  test('at least three tokens, if asked for', async () => {
    const logits = random.normal([32, 32], 3);
    await expectFiltered(logits, 0.3, 3);
  });

  test('three axes', async () => {
    await expectFiltered(random.normal([2, 4, 32], 2), 0.7);
  });

  test('p out of range: a RangeError', async () => {
    for (const p of [0, -0.5, 1.01]) {
      await expectError(run.topPFilter({ logits: f32([1, 2], [0, 1]), p }), 'RangeError', String(p));
    }
  });
});

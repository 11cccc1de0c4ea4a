import { expectAtMost, expectSame, randomSource, show } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';

/** Merging by text: an id is a letter, a run of replacements is what `replaceAll` does. */
function oracle(ids: readonly number[], left: number, right: number, merged: number): number[] {
  const text = String.fromCharCode(...ids);
  const replaced = text.replaceAll(String.fromCharCode(left, right), () => String.fromCharCode(merged));
  return Array.from({ length: replaced.length }, (_, i) => replaced.charCodeAt(i));
}

exercise('merge-pair', ({ test, run, seed }) => {
  test('runs of one id are merged from the left, two by two', async () => {
    for (let length = 2; length <= 9; length++) {
      const ids = Array<number>(length).fill(1);
      const pairs = Array<number>(Math.floor(length / 2)).fill(9);
      const expected = length % 2 === 0 ? pairs : [...pairs, 1];
      expectSame(
        await run.mergePair({ ids, left: 1, right: 1, merged: 9 }),
        expected,
        'ids',
        `a run of ${length}`,
      );
    }
  });

  test('300 random sequences', async () => {
    const id = fc.integer({ min: 0, max: 3 });
    const cases = fc.record({
      ids: fc.array(id, { maxLength: 24 }),
      left: id,
      right: id,
      merged: fc.integer({ min: 0, max: 5 }),
    });
    for (const { ids, left, right, merged } of fc.sample(cases, 300)) {
      const context = `ids: ${show(ids)}, (${left}, ${right}) → ${merged}`;
      expectSame(
        await run.mergePair({ ids, left, right, merged }),
        oracle(ids, left, right, merged),
        'ids',
        context,
      );
    }
  });

  test('nothing and one id have no pair', async () => {
    expectSame(await run.mergePair({ ids: [], left: 1, right: 2, merged: 9 }), [], 'ids');
    expectSame(await run.mergePair({ ids: [1], left: 1, right: 1, merged: 9 }), [1], 'ids');
  });

  test('what a merge has made is not merged again', async () => {
    expectSame(await run.mergePair({ ids: [1, 2, 2], left: 1, right: 2, merged: 1 }), [1, 2], 'ids');
    expectSame(await run.mergePair({ ids: [1, 1, 2], left: 1, right: 2, merged: 2 }), [1, 2], 'ids');
  });

  test('the work grows linearly, up to 100,000 ids', async () => {
    const random = randomSource(seed);
    const workFor = async (length: number): Promise<number> => {
      const ids = random.ints(length, 1, 2);
      const { work, length: merged } = await run.mergePairWork({ ids, left: 1, right: 2, merged: 3 });
      expectSame(merged, oracleLength(ids), 'number of ids');
      return work;
    };
    // Short inputs first, where a quadratic loop still comes to an end. Linear: the ratio of the lengths.
    for (const [short, long] of [
      [1000, 10_000],
      [10_000, 100_000],
    ] as const) {
      const ratio = (await workFor(long)) / (await workFor(short));
      expectAtMost(ratio, 12, `the ratio of the work for ${long} ids to that for ${short}`);
    }
  });

  test('the input stays as it was', async () => {
    // The adapter throws when the input has changed.
    expectSame(
      await run.mergePair({ ids: [4, 1, 2, 1, 2, 4], left: 1, right: 2, merged: 3 }),
      [4, 3, 3, 4],
      'ids',
    );
  });
});

/** How many ids are left of 1s and 2s when each `1 2` has become one. */
function oracleLength(ids: readonly number[]): number {
  return ids.filter((id, i) => !(id === 2 && ids[i - 1] === 1)).length;
}

import { expectSame } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { build } from '../support/nd.ts';

exercise('rearrange-basics', ({ test, run }) => {
  const check = async (start: number, h: number, w: number): Promise<void> => {
    const expected = build([h, w], ([i, j]) => start + i! * w + j!);
    expectSame(
      await run.array({ fn: 'grid', args: [start, h, w] }),
      expected,
      'grid',
      `grid(${start}, ${h}, ${w})`,
    );
  };

  test('grids of random sizes', async () => {
    const size = fc.integer({ min: 1, max: 9 });
    for (const [start, h, w] of fc.sample(fc.tuple(fc.integer({ min: -1000, max: 1000 }), size, size), 50)) {
      await check(start, h, w);
    }
  });

  test('one row, one column', async () => {
    await check(5, 1, 7);
    await check(5, 7, 1);
  });

  test('nothing', async () => {
    await check(1, 0, 3);
    await check(1, 3, 0);
  });

  test('whole numbers far from zero are exact', async () => {
    await check(2 ** 24 - 9, 3, 3);
  });

  test('the two fixed grids', async () => {
    expectSame(
      await run.array({ fn: 'grid3to8', args: [] }),
      build([3, 2], ([i, j]) => 3 + 2 * i! + j!),
      'grid3to8',
    );
    expectSame(
      await run.array({ fn: 'grid1to6', args: [] }),
      build([2, 3], ([i, j]) => 1 + 3 * i! + j!),
      'grid1to6',
    );
  });
});

import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { npyFile } from '../support/npy.ts';

exercise('token-source', ({ test, run }) => {
  test('the header says how many ids there are', async () => {
    expectSame((await run.tokenSource({ bytes: npyFile([5, 6, 7, 8]), reads: [] })).length, 4, 'length');
  });

  test('one read in the middle', async () => {
    const { chunks } = await run.tokenSource({ bytes: npyFile([5, 6, 7, 8]), reads: [[1, 2]] });
    expectSame(chunks, [Int32Array.of(6, 7)], 'chunks');
  });

  test('the last id, and no id at all', async () => {
    const { chunks } = await run.tokenSource({
      bytes: npyFile([5, 6, 7, 8]),
      reads: [
        [3, 1],
        [4, 0],
      ],
    });
    expectSame(chunks, [Int32Array.of(8), Int32Array.of()], 'chunks');
  });

  test('ids of 32 bits', async () => {
    const bytes = npyFile([70_000, 1, 100_000], { dtype: '<u4' });
    expectSame(
      (await run.tokenSource({ bytes, reads: [[0, 3]] })).chunks,
      [Int32Array.of(70_000, 1, 100_000)],
      'chunks',
    );
  });
});

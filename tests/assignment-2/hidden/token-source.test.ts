import { expectAtMost, expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { randomArrays } from '../support/arrays.ts';
import { npyFile } from '../support/npy.ts';

exercise('token-source', ({ test, run, seed }) => {
  const random = randomArrays(seed);
  const draw = (length: number, below: number) => Array.from(random.ids([length], below).data);
  const slices = (ids: number[], reads: [number, number][]) =>
    reads.map(([start, count]) => Int32Array.from(ids.slice(start, start + count)));

  test('ids from 32,768 on are not negative', async () => {
    const ids = [32_767, 32_768, 65_535, 0];
    const { chunks } = await run.tokenSource({ bytes: npyFile(ids), reads: [[0, 4]] });
    expectSame(chunks, [Int32Array.from(ids)], 'chunks');
  });

  test('headers of any length, also those that leave the ids unaligned', async () => {
    const ids = draw(50, 60_000);
    for (const pad of [0, 1, 2, 3, 61, 300]) {
      for (const dtype of ['<u2', '<u4'] as const) {
        const reads: [number, number][] = [
          [0, 3],
          [47, 3],
          [10, 1],
        ];
        const { chunks, length } = await run.tokenSource({ bytes: npyFile(ids, { pad, dtype }), reads });
        expectSame(length, 50, `length, ${dtype}, header padded by ${pad}`);
        expectSame(chunks, slices(ids, reads), 'chunks', `${dtype}, header padded by ${pad}`);
      }
    }
  });

  test('only what is asked for is read', async () => {
    const ids = draw(200_000, 60_000);
    const bytes = npyFile(ids);
    const header = bytes.length - 2 * ids.length;
    const reads = Array.from({ length: 20 }, (): [number, number] => [random.int(0, 199_900), 100]);
    const { chunks, bytesRead } = await run.tokenSource({ bytes, reads });
    expectSame(chunks, slices(ids, reads), 'chunks');
    expectAtMost(
      bytesRead,
      header + 2 * (20 * 100 * 2),
      `bytes read for 20 × 100 ids and a header of ${header}`,
    );
  });

  test('reads outside of the file: a RangeError', async () => {
    const bytes = npyFile([1, 2, 3]);
    for (const read of [
      [2, 2],
      [3, 1],
      [-1, 2],
      [0, 4],
      [0, -1],
    ] as [number, number][]) {
      await expectError(run.tokenSource({ bytes, reads: [read] }), 'RangeError');
    }
  });

  test('files of another kind: an error that says what was found', async () => {
    const open = (bytes: Uint8Array) => run.tokenSource({ bytes, reads: [] });
    await expectError(open(npyFile([1], { dtype: '>u2' })), 'Error', 'tokens.npy', '>u2');
    await expectError(open(npyFile([1], { dtype: '<f4' })), 'Error', 'tokens.npy', '<f4');
    await expectError(open(npyFile([1, 2, 3, 4], { shape: '(2, 2)' })), 'Error', 'tokens.npy', '(2, 2)');
    await expectError(open(Buffer.from('{"these": "are not tokens"}')), 'Error', 'tokens.npy');
    await expectError(open(npyFile([1, 2, 3]).subarray(0, -1)), 'Error', 'tokens.npy');
    await expectError(open(new Uint8Array(4)), 'Error', 'tokens.npy');
  });

  test('many reads at once', async () => {
    const ids = draw(5000, 60_000);
    const reads = Array.from({ length: 60 }, (): [number, number] => [
      random.int(0, 4900),
      random.int(0, 100),
    ]);
    const { chunks } = await run.tokenSource({ bytes: npyFile(ids), reads, concurrent: true });
    expectSame(chunks, slices(ids, reads), 'chunks');
  });

  test('after close, reading is an error', async () => {
    await expectError(
      run.tokenSource({ bytes: npyFile([1, 2]), reads: [[0, 1]], afterClose: true }),
      'Error',
    );
  });
});

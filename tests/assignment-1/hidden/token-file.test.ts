import { expectError, expectSame } from '@dawnbook/grader/suite';
import { readFileSync } from 'node:fs';
import { exercise } from '../suite.ts';
import { fromLatin1, toLatin1 } from '../support/bytes.ts';

/** A file that NumPy wrote; see fixtures/scripts/token-file.py. */
const numpy = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../fixtures/hidden/token-file/${name}.npy`, import.meta.url)));

/** The ids of a good file. */
const numpyIds = (count: number, vocabSize: number): number[] =>
  Array.from({ length: count }, (_, i) => (i * i * 7 + 3) % vocabSize);

const NUMPY_FILES = [
  { name: 'u2-3', vocabSize: 50_257, count: 3, type: 'Uint16Array' },
  { name: 'u2-0', vocabSize: 50_257, count: 0, type: 'Uint16Array' },
  { name: 'u2-1000', vocabSize: 65_536, count: 1000, type: 'Uint16Array' },
  { name: 'u4-3', vocabSize: 100_277, count: 3, type: 'Uint32Array' },
  { name: 'u4-1000', vocabSize: 200_000, count: 1000, type: 'Uint32Array' },
];

exercise('token-file', ({ test, run }) => {
  test('files that NumPy wrote are read', async () => {
    for (const { name, vocabSize, count, type } of NUMPY_FILES) {
      const ids = numpyIds(count, vocabSize);
      expectSame(
        await run.readTokenFile({ bytes: numpy(name) }),
        { type, ids },
        'ids',
        `NumPy's ${name}.npy`,
      );
    }
  });

  test('files have the bytes that NumPy writes', async () => {
    for (const { name, vocabSize, count } of NUMPY_FILES) {
      const { bytes, files } = await run.saveTokenFile({ ids: numpyIds(count, vocabSize), vocabSize });
      expectSame(bytes, numpy(name), 'bytes', `NumPy's ${name}.npy`);
      expectSame(files, ['ids.npy'], 'files of the folder');
    }
  });

  test('ids of 32,768 and more are not negative', async () => {
    const ids = [32_767, 32_768, 40_000, 65_535];
    const { bytes } = await run.saveTokenFile({ ids, vocabSize: 65_536 });
    expectSame(bytes.subarray(128), fromLatin1('\xff\x7f\x00\x80\x40\x9c\xff\xff'), 'bytes of the ids');
    expectSame(await run.readTokenFile({ bytes }), { type: 'Uint16Array', ids }, 'ids');
    const large = [65_536, 2 ** 31, 2 ** 32 - 1];
    const wide = await run.saveTokenFile({ ids: large, vocabSize: 2 ** 32 });
    expectSame(await run.readTokenFile(wide), { type: 'Uint32Array', ids: large }, 'ids');
  });

  test('the vocabulary decides about the size of an id, not the ids', async () => {
    const { bytes } = await run.saveTokenFile({ ids: [1, 2], vocabSize: 100_000 });
    expectSame(bytes.length, 128 + 8, 'size of the file');
    expectSame(await run.readTokenFile({ bytes }), { type: 'Uint32Array', ids: [1, 2] }, 'ids');
  });

  test('an id that is not in the vocabulary is a RangeError that names it and its index', async () => {
    await expectError(
      run.saveTokenFile({ ids: [1, 2, 3, 500], vocabSize: 500 }),
      'RangeError',
      '500',
      /\b3\b/,
    );
    await expectError(
      run.saveTokenFile({ ids: [1, 70_000], vocabSize: 50_257 }),
      'RangeError',
      '70000',
      /\b1\b/,
    );
    await expectError(run.saveTokenFile({ ids: [4, 4, -1], vocabSize: 50_257 }), 'RangeError', '-1', /\b2\b/);
  });

  test('a file of another type is refused, and the type is named', async () => {
    for (const [name, found] of [
      ['bad-i8', '<i8'],
      ['bad-u1', '|u1'],
      ['bad-i2', '<i2'],
      ['bad-f4', '<f4'],
      ['bad-big-endian', '>u2'],
    ] as const) {
      await expectError(run.readTokenFile({ bytes: numpy(name) }), 'TokenizerError', found);
    }
  });

  test('an array of another shape is refused', async () => {
    await expectError(run.readTokenFile({ bytes: numpy('bad-2d') }), 'TokenizerError', /2, ?3/);
    await expectError(run.readTokenFile({ bytes: numpy('bad-0d') }), 'TokenizerError');
  });

  test('a truncated file, and one that is not .npy at all, are refused', async () => {
    const whole = numpy('u2-1000');
    for (const length of [whole.length - 1, whole.length - 2, 128, 100, 9, 3, 0]) {
      await expectError(run.readTokenFile({ bytes: whole.slice(0, length) }), 'TokenizerError');
    }
    const text = fromLatin1(toLatin1(whole).replace('NUMPY', 'NUMPX'));
    await expectError(run.readTokenFile({ bytes: text }), 'TokenizerError');
  });

  test('a million ids from a generator are written as they come', async () => {
    const [count, step, vocabSize] = [1_000_000, 7_919, 100_000];
    const { bytes, pulled, maxPendingBytes } = await run.saveTokenFileStream({ count, step, vocabSize });
    expectSame(pulled, count, 'ids that were pulled');
    expectSame(bytes.length, 128 + 4 * count, 'size of the file');
    const expected = Uint32Array.from({ length: count }, (_, i) => (i * step) % vocabSize);
    const view = new DataView(bytes.buffer, bytes.byteOffset + 128);
    const actual = Uint32Array.from({ length: count }, (_, i) => view.getUint32(4 * i, true));
    expectSame(actual, expected, 'ids');
    const context = `${maxPendingBytes} bytes had been pulled and not been written`;
    expectSame(maxPendingBytes <= 2 ** 20, true, 'at most 1 MiB of the 4 MB waits in memory', context);
  });

  test('the old file stays when an id is wrong, or the source throws', async () => {
    const saved = [1, 2, 3];
    const many = Array.from({ length: 100_000 }, (_, i) => i % 500);
    const { bytes } = await run.saveTokenFile({ ids: saved, vocabSize: 500 });
    const wrong = await run.saveTokenFileFailing({ saved, ids: [...many, 500], vocabSize: 500 });
    expectSame(wrong.bytes, bytes, 'the file after a wrong id');
    expectSame(wrong.thrown !== '', true, 'the promise is rejected');
    const failed = await run.saveTokenFileFailing({
      saved,
      ids: many,
      vocabSize: 500,
      message: 'the model is gone',
    });
    expectSame(failed, { bytes, thrown: 'the model is gone' }, 'the file, and the error of the source');
  });
});

import { unzipSync, zipSync } from 'fflate';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ArrayEntry, NpyError, readNpy, readNpz, writeNpz } from '../src/index.ts';
import { type DescribedArray, expectArray, useFolder } from './helpers.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures', 'npy');
const fixture = (name: string): Buffer => readFileSync(join(FIXTURES, name));
const described = JSON.parse(fixture('values-npz.json').toString()) as Record<string, DescribedArray>;
const SUPPORTED = 'supported: <f8, <f4, <f2, <i8, <u8, <i4, <u4, <i2, <u2, |i1, |u1, |b1';
const folder = useFolder();
const path = (): string => join(folder(), 'x.npz');

describe('reading what NumPy wrote', () => {
  test('np.savez: all arrays by name, with names that would be paths outside', async () => {
    const tensors = await readNpz(join(FIXTURES, 'savez.npz'));
    expect(Object.keys(tensors).toSorted()).toEqual(Object.keys(described).toSorted());
    for (const [name, expected] of Object.entries(described)) expectArray(tensors[name], expected);
    expect(Object.keys(tensors).filter((name) => tensors[name]!.bool)).toEqual(['mask']);
  });

  test('np.savez_compressed', async () => {
    const { zeros, ...tensors } = await readNpz(join(FIXTURES, 'savez-compressed.npz'));
    expect(tensors).toEqual(await readNpz(join(FIXTURES, 'savez.npz')));
    expect(zeros).toEqual({ shape: [5000], data: new Float32Array(5000) });
  });

  test('no arrays', async () => {
    expect(await readNpz(join(FIXTURES, 'no-arrays.npz'))).toEqual({});
  });
});

describe('writing', () => {
  test('the entries are those of np.savez, byte for byte, uncompressed', async () => {
    await writeNpz(path(), await readNpz(join(FIXTURES, 'savez.npz')));
    expect(readdirSync(folder())).toEqual(['x.npz']);
    const methods = new Set<number>();
    const filter = ({ compression }: { compression: number }): boolean => {
      methods.add(compression);
      return true;
    };
    const written = unzipSync(readFileSync(path()), { filter });
    expect(written).toEqual(unzipSync(fixture('savez.npz')));
    expect(Array.from(methods)).toEqual([0]);
  });

  test('the same arrays give the same bytes, which are read back', async () => {
    const tensors: Record<string, ArrayEntry> = {
      'w.npy': { shape: [2, 1], data: Float32Array.of(1, -0) },
      ['__proto__']: { shape: [], data: BigInt64Array.of(-5n) },
      '': { shape: [1], data: Uint8Array.of(1), bool: true },
    };
    await writeNpz(path(), tensors);
    const first = readFileSync(path());
    // The day that NumPy writes, 1980-01-01, and not the one of the test.
    expect(first.readUInt32LE(10)).toBe(((1 << 5) | 1) << 16);
    await writeNpz(path(), tensors);
    expect(readFileSync(path())).toEqual(first);
    const read = await readNpz(path());
    expect(Object.entries(read)).toEqual(Object.entries(tensors));
  });

  const one: ArrayEntry = { shape: [1], data: Uint8Array.of(1) };
  test.each<[what: string, tensors: () => Record<string, ArrayEntry>, problem: string]>([
    [
      'a shape that does not fit',
      () => ({ one, two: { shape: [3], data: Float32Array.of(1, 2) } }),
      'two has 2 elements; its shape [3] takes 3',
    ],
    [
      'more arrays than a zip holds',
      () => Object.fromEntries(Array.from({ length: 65_536 }, (_, i) => [`${i}`, one])),
      '65536 arrays; an npz has at most 65535',
    ],
    [
      'more bytes than can be read',
      () => ({ one, two: { shape: [2 ** 31], data: new Uint8Array(2 ** 31) } }),
      '2147483905 bytes; an npz has at most 2147483647',
    ],
  ])('%s: an error, and the old file stays', async (_, tensors, problem) => {
    writeFileSync(path(), 'old');
    await expect(writeNpz(path(), tensors())).rejects.toThrow(
      new RangeError(`writeNpz: ${path()}: ${problem}`),
    );
    expect(readFileSync(path(), 'utf8')).toBe('old');
    expect(readdirSync(folder())).toEqual(['x.npz']);
  });
});

describe('files that are not what they should be', () => {
  const array = fixture('u1.npy');
  const other = fixture('f4.npy');
  const stored = Buffer.from(zipSync({ 'a.npy': array, 'b.npy': other }, { level: 0 }));
  const deflated = Buffer.from(zipSync({ 'a.npy': array, 'b.npy': other }));
  const refused = (name: string): Buffer => fixture(join('refused', `${name}.npz`));
  /** A copy with one byte replaced, counted from the end if `at` is negative. */
  const changed = (zip: Buffer, at: number, byte: number): Buffer => Buffer.from(zip.with(at, byte));

  test.each<[what: string, bytes: Uint8Array, problem: string]>([
    ['an empty file', Buffer.alloc(0), 'not an npz file, or truncated: the directory of a zip is missing'],
    ['an npy file', array, 'not an npz file, or truncated: the directory of a zip is missing'],
    [
      'a file that is cut',
      stored.subarray(0, -23),
      'not an npz file, or truncated: the directory of a zip is missing',
    ],
    ['an array that is damaged', changed(stored, 60, 0), 'damaged zip: a.npy does not fit its checksum'],
    ['one that is compressed', changed(deflated, 36, 0xff), 'damaged zip: invalid distance'],
    [
      'a count that is too small',
      changed(stored, -22 + 8, 1),
      'damaged zip: 2 entries, but its end tells of 1',
    ],
    ['a name that comes twice', refused('duplicate'), 'a.npy comes twice'],
    ['a file that is no array', refused('read-me'), 'its entry "README.txt" is not an array: *.npy'],
    [
      'another compression',
      refused('bzip2'),
      'a.npy is compressed by method 12; supported: 0 (stored), 8 (deflated)',
    ],
    [
      'an array that is not supported',
      refused('one-of-two'),
      `bad: dtype >f4 (big-endian) is not supported; ${SUPPORTED}`,
    ],
    [
      'an array that is too long',
      zipSync({ 'a.npy': Buffer.concat([array, array]) }),
      `a: ${array.length} bytes follow the array`,
    ],
  ])('%s', async (_, bytes, problem) => {
    writeFileSync(path(), bytes);
    await expect(readNpz(path())).rejects.toThrow(new NpyError(`${path()}: ${problem}`));
  });

  /** An error that names the file; if what is damaged is something else (a name, a date), the arrays as they were. */
  const expectErrorOrArrays = async (bytes: Buffer): Promise<'error' | 'arrays'> => {
    writeFileSync(path(), bytes);
    try {
      const arrays = Object.values(await readNpz(path()));
      expect(arrays).toEqual([
        await readNpy(join(FIXTURES, 'u1.npy')),
        await readNpy(join(FIXTURES, 'f4.npy')),
      ]);
      return 'arrays';
    } catch (error) {
      if (!(error instanceof NpyError)) throw error;
      expect(error.message.startsWith(`${path()}: `)).toBe(true);
      return 'error';
    }
  };

  test.each([
    ['stored', stored],
    ['deflated', deflated],
  ])('no byte that is damaged and no cut gives other numbers: %s', async (_, zip) => {
    for (const [at, byte] of zip.entries()) {
      expect(await expectErrorOrArrays(zip.subarray(0, at))).toBe('error');
      for (const bits of [0x01, 0xff]) await expectErrorOrArrays(changed(zip, at, byte ^ bits));
    }
  });

  test('no file', async () => {
    await expect(readNpz(path())).rejects.toThrow(/ENOENT/);
  });
});

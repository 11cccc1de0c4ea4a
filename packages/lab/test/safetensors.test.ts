import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ArrayEntry, readSafetensors, SafetensorsError, writeSafetensors } from '../src/index.ts';
import { type DescribedArray, expectArray, useFolder } from './helpers.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');

/** A file by hand: header and data as they are given. */
function file(header: unknown, data: Uint8Array = new Uint8Array()): Buffer {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, data]);
}

describe('reading what NumPy wrote', () => {
  test('every type, unaligned, with metadata and a padded header', async () => {
    const { tensors, metadata } = await readSafetensors(join(FIXTURES, 'every-type.safetensors'));
    expect(metadata).toEqual({ format: 'pt', step: '12' });
    const expected = JSON.parse(readFileSync(join(FIXTURES, 'every-type.json'), 'utf8')) as Record<
      string,
      DescribedArray
    >;
    expect(Object.keys(tensors).toSorted()).toEqual(Object.keys(expected).toSorted());
    for (const [name, described] of Object.entries(expected)) expectArray(tensors[name], described);
    expect(Object.keys(tensors).filter((name) => tensors[name]!.bool)).toEqual(['mask']);
  });

  test('a tensor without axes, and one without elements', async () => {
    const { tensors, metadata } = await readSafetensors(join(FIXTURES, 'scalar-and-empty.safetensors'));
    expect(tensors).toEqual({
      scalar: { shape: [], data: Float32Array.of(2.5) },
      empty: { shape: [0, 3], data: new Float32Array(0) },
    });
    expect(metadata).toEqual({});
  });
});

describe('writing', () => {
  const folder = useFolder();
  const tensors: Record<string, ArrayEntry> = {
    'z.bytes': { shape: [3], data: Uint8Array.of(1, 2, 3) },
    'a.weight': { shape: [2, 2], data: Float32Array.of(1, -0, Number.NaN, 3.5) },
    'm.ids': { shape: [1], data: Int32Array.of(-7) },
    mask: { shape: [2], data: Uint8Array.of(1, 0), bool: true },
    wide: { shape: [1], data: BigInt64Array.of(-(2n ** 60n)) },
    view: { shape: [2], data: new Float32Array([9, 8, 7, 6]).subarray(1, 3) },
  };

  test('what is written is read back', async () => {
    const path = join(folder(), 'x.safetensors');
    await writeSafetensors(path, tensors, { step: '3', text: 'é "quoted"' });
    const read = await readSafetensors(path);
    expect(read.tensors).toEqual(tensors);
    expect(read.metadata).toEqual({ step: '3', text: 'é "quoted"' });
    expect(readdirSync(folder())).toEqual(['x.safetensors']);
  });

  test('the file is as the format says: aligned data, offsets without holes, in order', async () => {
    const path = join(folder(), 'x.safetensors');
    await writeSafetensors(path, tensors);
    const bytes = readFileSync(path);
    const headerBytes = Number(bytes.readBigUInt64LE());
    expect(headerBytes % 8).toBe(0);
    const header = JSON.parse(bytes.toString('utf8', 8, 8 + headerBytes)) as Record<
      string,
      { dtype: string; data_offsets: [number, number] }
    >;
    expect(
      Object.entries(header).map(([name, { dtype, data_offsets }]) => [name, dtype, ...data_offsets]),
    ).toEqual([
      ['wide', 'I64', 0, 8],
      ['a.weight', 'F32', 8, 24],
      ['m.ids', 'I32', 24, 28],
      ['view', 'F32', 28, 36],
      ['mask', 'BOOL', 36, 38],
      ['z.bytes', 'U8', 38, 41],
    ]);
    expect(bytes.length).toBe(8 + headerBytes + 41);
    expect(bytes.readFloatLE(8 + headerBytes + 28)).toBe(8);
  });

  test.each<[what: string, wrong: ArrayEntry, problem: string]>([
    [
      'a shape that does not fit',
      { shape: [3], data: Float32Array.of(1, 2) },
      'has 2 elements; its shape [3] takes 3',
    ],
    [
      'negative lengths',
      { shape: [-1, -2], data: Float32Array.of(1, 2) },
      'has shape [-1, -2]; axis lengths are whole numbers from 0',
    ],
    [
      'floats as booleans',
      { shape: [2], data: Float32Array.of(1, 0), bool: true },
      'is marked as bool; its data must then be a Uint8Array',
    ],
    [
      'other bytes as booleans',
      { shape: [2], data: Uint8Array.of(1, 2), bool: true },
      'is bool, but has a byte that is neither 0 nor 1: 2',
    ],
  ])('%s: an error, and the old file stays', async (_, wrong, problem) => {
    const path = join(folder(), 'x.safetensors');
    writeFileSync(path, 'old');
    await expect(writeSafetensors(path, { w: wrong })).rejects.toThrow(
      new RangeError(`writeSafetensors: w ${problem}`),
    );
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder())).toEqual(['x.safetensors']);
  });
});

describe('files that are not what they should be', () => {
  const folder = useFolder();
  const entry = (more: object = {}): object => ({ dtype: 'F32', shape: [2], data_offsets: [0, 8], ...more });
  const cases: [what: string, bytes: Uint8Array, words: RegExp][] = [
    ['an empty file', new Uint8Array(), /truncated: 0 bytes/],
    ['text', Buffer.from('{"not": "a safetensors file"}'), /not a safetensors file/],
    ['a header that is cut', file(entry()).subarray(0, 20), /truncated: 20 bytes/],
    ['a header that is not JSON', file('{"w":'), /not a JSON object/],
    ['a header that is a list', file([]), /not a JSON object/],
    ['an entry without a shape', file({ w: { dtype: 'F32' } }), /w: its entry in the header is damaged/],
    ['a type of other hardware', file({ w: entry({ dtype: 'BF16' }) }), /w is BF16; supported: F64/],
    ['data that is cut', file({ w: entry() }, new Uint8Array(7)), /truncated: w ends at byte/],
    ['data that is too long', file({ w: entry() }, new Uint8Array(9)), /1 bytes follow the last tensor/],
    [
      'a shape that does not fit',
      file({ w: entry({ shape: [3] }) }, new Uint8Array(8)),
      /w has 8 bytes; F32 \[3\] takes 12/,
    ],
    [
      'a boolean that is neither',
      file({ w: entry({ dtype: 'BOOL', shape: [8] }) }, new Uint8Array(8).fill(7)),
      /w is bool, but has a byte that is neither 0 nor 1: 7/,
    ],
    ['a hole', file({ w: entry({ data_offsets: [4, 12] }) }, new Uint8Array(12)), /w lies at 4 to 12/],
    ['metadata that is not text', file({ __metadata__: { step: 3 } }), /__metadata__ is not text/],
  ];
  test.each(cases)('%s', async (_, bytes, words) => {
    const path = join(folder(), 'bad.safetensors');
    writeFileSync(path, bytes);
    await expect(readSafetensors(path)).rejects.toThrow(words);
    await expect(readSafetensors(path)).rejects.toThrow('bad.safetensors');
    await expect(readSafetensors(path)).rejects.toBeInstanceOf(SafetensorsError);
  });

  test('no file', async () => {
    await expect(readSafetensors(join(folder(), 'none'))).rejects.toThrow(/ENOENT/);
  });
});

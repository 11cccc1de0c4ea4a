import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ArrayEntry, NpyError, readNpy, writeNpy } from '../src/index.ts';
import { type DescribedArray, expectArray, useFolder } from './helpers.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures', 'npy');
const described = JSON.parse(readFileSync(join(FIXTURES, 'values.json'), 'utf8')) as Record<
  string,
  DescribedArray & { dtype: string }
>;
const SUPPORTED = 'supported: <f8, <f4, <f2, <i8, <u8, <i4, <u4, <i2, <u2, |i1, |u1, |b1';

/** A file by hand: version and header as they are given. */
function file(header: string, data = new Uint8Array(), version: [number, number] = [1, 0]): Buffer {
  const text = Buffer.from(header);
  const length = Buffer.alloc(version[0] === 1 ? 2 : 4);
  length.writeUIntLE(text.length, 0, length.length);
  return Buffer.concat([Buffer.from('\x93NUMPY', 'latin1'), Buffer.from(version), length, text, data]);
}

describe('reading what NumPy wrote', () => {
  test.each(Object.entries(described))('%s', async (name, expected) => {
    const entry = await readNpy(join(FIXTURES, `${name}.npy`));
    expectArray(entry, expected);
    expect(entry.bool).toBe(expected.dtype === '|b1' ? true : undefined);
  });

  test('every dtype is among them', () => {
    const dtypes = new Set(Object.values(described).map(({ dtype }) => dtype));
    expect(Array.from(dtypes).toSorted()).toEqual(
      SUPPORTED.slice('supported: '.length).split(', ').toSorted(),
    );
  });
});

describe('a header that NumPy does not write, but reads', () => {
  const folder = useFolder();
  test.each([
    ['another order', "{'shape': (2,), 'fortran_order': False, 'descr': '|u1'}\n"],
    ['double quotes', '{"descr": "|u1", "fortran_order": False, "shape": (2,)}'],
    ['more room, and less', "{ 'descr':'|u1','fortran_order' :False ,'shape':( 2 , ),\n}  \n\n"],
    ['a comma at the end of a tuple', "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 2,), }"],
  ])('%s', async (_, header) => {
    const path = join(folder(), 'x.npy');
    writeFileSync(path, file(header, Uint8Array.of(3, 4)));
    expect((await readNpy(path)).data).toEqual(Uint8Array.of(3, 4));
  });
});

describe('writing', () => {
  const folder = useFolder();

  // What lies column by column, or has a longer header, is read, but not written.
  const same = Object.keys(described).filter((name) => !/^(fortran|version)-/.test(name));
  test.each(same)('%s: the file of NumPy, byte for byte', async (name) => {
    const path = join(folder(), 'x.npy');
    await writeNpy(path, await readNpy(join(FIXTURES, `${name}.npy`)));
    expect(readFileSync(path)).toEqual(readFileSync(join(FIXTURES, `${name}.npy`)));
    expect(readdirSync(folder())).toEqual(['x.npy']);
  });

  test('columns are written as rows', async () => {
    const path = join(folder(), 'x.npy');
    await writeNpy(path, await readNpy(join(FIXTURES, 'fortran-2d.npy')));
    expect(await readNpy(path)).toEqual({ shape: [2, 3], data: Float32Array.of(0, 1, 2, 3, 4, 5) });
  });

  test('a view writes its own elements only', async () => {
    const path = join(folder(), 'x.npy');
    await writeNpy(path, { shape: [2], data: new Float32Array([9, 8, 7, 6]).subarray(1, 3) });
    expect(await readNpy(path)).toEqual({ shape: [2], data: Float32Array.of(8, 7) });
  });

  test.each<[what: string, wrong: ArrayEntry, problem: string]>([
    [
      'a shape that does not fit',
      { shape: [3], data: Float32Array.of(1, 2) },
      'has 2 elements; its shape [3] takes 3',
    ],
    [
      'half a length',
      { shape: [0.5, 4], data: Float32Array.of(1, 2) },
      'has shape [0.5, 4]; axis lengths are whole numbers from 0',
    ],
    [
      'other bytes as booleans',
      { shape: [2], data: Uint8Array.of(1, 2), bool: true },
      'is bool, but has a byte that is neither 0 nor 1: 2',
    ],
    [
      'more axes than NumPy has',
      { shape: Array<number>(65).fill(1), data: Float32Array.of(1) },
      'has 65 axes; NumPy has at most 64',
    ],
  ])('%s: an error, and the old file stays', async (_, wrong, problem) => {
    const path = join(folder(), 'x.npy');
    writeFileSync(path, 'old');
    await expect(writeNpy(path, wrong)).rejects.toThrow(
      new RangeError(`writeNpy: ${path}: the array ${problem}`),
    );
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder())).toEqual(['x.npy']);
  });
});

describe('files that are not what they should be', () => {
  const folder = useFolder();
  const header = (more: { descr?: string; order?: string; shape?: string } = {}): string => {
    const { descr = "'<f4'", order = 'False', shape = '(2,)' } = more;
    return `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }\n`;
  };
  const whole = file(header(), new Uint8Array(8));
  const damaged = (text: string): [Uint8Array, string] => [
    file(text, new Uint8Array(8)),
    `its header does not describe an array: ${JSON.stringify(text.trimEnd())}`,
  ];
  const refused = (name: string): Uint8Array => readFileSync(join(FIXTURES, 'refused', `${name}.npy`));

  const cases: [what: string, bytes: Uint8Array, problem: string][] = [
    ['an empty file', new Uint8Array(), 'not an npy file: it does not begin with \\x93NUMPY'],
    ['another file', Buffer.from('PK\x03\x04 …'), 'not an npy file: it does not begin with \\x93NUMPY'],
    ['magic bytes alone', whole.subarray(0, 6), 'truncated: 6 bytes, less than the length of the header'],
    [
      'a header that is cut',
      whole.subarray(0, 30),
      `truncated: 30 bytes, the header alone ends at ${whole.length - 8}`,
    ],
    [
      'data that is cut',
      whole.subarray(0, -1),
      `truncated: ${whole.length - 1} bytes, <f4 [2] ends at ${whole.length}`,
    ],
    ['data that is too long', Buffer.concat([whole, Buffer.from('more')]), '4 bytes follow the array'],
    [
      'a version of the future',
      file(header(), new Uint8Array(8), [4, 0]),
      'npy version 4.0 is not supported; supported: 1.0, 2.0, 3.0',
    ],
    [
      'a header that is too long',
      file(' '.repeat(10_001), new Uint8Array(), [2, 0]),
      'its header would have 10001 bytes; at most 10000 are read',
    ],
    ['big-endian', refused('big-endian'), `dtype >f4 (big-endian) is not supported; ${SUPPORTED}`],
    ['complex numbers', refused('complex'), `dtype <c16 is not supported; ${SUPPORTED}`],
    ['text', refused('text'), `dtype <U3 is not supported; ${SUPPORTED}`],
    ['objects', refused('objects'), `dtype |O (Python objects, as a pickle) is not supported; ${SUPPORTED}`],
    ['records', refused('records'), `its elements are records (a structured dtype); ${SUPPORTED}`],
    [
      'a boolean that is neither',
      file(header({ descr: "'|b1'" }), Uint8Array.of(1, 7)),
      'the array is bool, but has a byte that is neither 0 nor 1: 7',
    ],
    [
      'a shape of more than there can be',
      file(header({ shape: '(1125899906842624, 1024)' })),
      'truncated: 88 bytes, <f4 [1125899906842624, 1024] ends at 4611686018427388000',
    ],
    ['no dictionary', ...damaged('[1, 2]')],
    ['nothing', ...damaged('{}')],
    ['code', ...damaged(header({ shape: "__import__('os').abort()" }))],
    ['a sum', ...damaged(header({ shape: '(1 + 1,)' }))],
    ['a number where a tuple must be', ...damaged(header({ shape: '(2)' }))],
    ['a negative length', ...damaged(header({ shape: '(-2,)' }))],
    ['a length that is not exact', ...damaged(header({ shape: '(9007199254740993,)' }))],
    ['a list where a tuple must be', ...damaged(header({ shape: '[2]' }))],
    ['text where a truth value must be', ...damaged(header({ order: "'True'" }))],
    ['a truth value where text must be', ...damaged(header({ descr: 'True' }))],
    ['text where a tuple must be', ...damaged(header({ shape: "'2'" }))],
    ['an escape in text', ...damaged(header({ descr: "'\\x3cf4'" }))],
    ['a field that is missing', ...damaged("{'descr': '<f4', 'shape': (2,), }")],
    [
      'a field that comes twice',
      ...damaged("{'descr': '<f4', 'fortran_order': True, 'fortran_order': False, 'shape': (2,)}"),
    ],
    [
      'a field that is unknown',
      ...damaged("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'x': True}"),
    ],
    ['no comma', ...damaged("{'descr': '<f4' 'fortran_order': False, 'shape': (2,)}")],
    ['two commas', ...damaged("{'descr': '<f4',, 'fortran_order': False, 'shape': (2,)}")],
    [
      'something behind the last field',
      ...damaged("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), x}"),
    ],
    ['something behind the dictionary', ...damaged(`${header().trimEnd()} + x`)],
    ['a dictionary that does not end', ...damaged(header().replace('}', ''))],
  ];
  test.each(cases)('%s', async (_, bytes, problem) => {
    const path = join(folder(), 'bad.npy');
    writeFileSync(path, bytes);
    await expect(readNpy(path)).rejects.toThrow(new NpyError(`${path}: ${problem}`));
  });

  test('a file that is cut anywhere', async () => {
    const path = join(folder(), 'bad.npy');
    for (let length = 0; length < whole.length; length++) {
      writeFileSync(path, whole.subarray(0, length));
      await expect(readNpy(path)).rejects.toBeInstanceOf(NpyError);
    }
  });

  test('no file', async () => {
    await expect(readNpy(join(folder(), 'none'))).rejects.toThrow(/ENOENT/);
  });
});

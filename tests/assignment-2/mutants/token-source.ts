import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/token-source.ts';

export default defineMutants('token-source', [
  {
    name: 'int16',
    mistake: 'reads signed integers',
    edits: [{ file, find: 'bytes.getUint16(2 * i, true)', replace: 'bytes.getInt16(2 * i, true)' }],
  },
  {
    name: 'reads-everything',
    mistake: 'reads the file to its end each time',
    edits: [
      {
        file,
        find: '    const bytes = await readBytes(this.#path, this.#file, offset + start * width, count * width);',
        replace: `    const rest = (this.length - start) * width;
    const bytes = await readBytes(this.#path, this.#file, offset + start * width, rest);`,
      },
    ],
  },
  {
    name: 'fixed-header',
    mistake: 'takes the header for 128 bytes long',
    edits: [
      {
        file,
        find: 'const { start: offset, width } = this.#header;',
        replace: `const { width } = this.#header;
    const offset = 128;`,
      },
    ],
  },
  {
    name: 'one-too-many',
    mistake: 'allows one id behind the last',
    edits: [{ file, find: 'start + count > this.length', replace: 'start + count > this.length + 1' }],
  },
  {
    name: 'any-dtype',
    mistake: 'does not look at the byte order',
    edits: [
      { file, find: "dtype !== '<u2' && dtype !== '<u4'", replace: '!/u[24]$/.test(dtype)' },
      {
        file,
        find: "const width = dtype === '<u2' ? 2 : 4;",
        replace: "const width = dtype.endsWith('2') ? 2 : 4;",
      },
    ],
  },
]);

import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/utf8.ts';

export default defineMutants('utf8-codec', [
  {
    name: 'replacement-per-byte',
    mistake: 'one U+FFFD for each byte of a truncated sequence',
    edits: [
      {
        file,
        find: 'const lead = bytes[at++]!;',
        replace: 'const lead = bytes[at++]!;\n    const second = at;',
      },
      {
        file,
        find: 'if (missing > 0) {\n      units[size++] = REPLACEMENT;',
        replace: 'if (missing > 0) {\n      units[size++] = REPLACEMENT;\n      at = second;',
      },
    ],
  },
  {
    name: 'overlong',
    mistake: 'accepts C0 80 as U+0000',
    edits: [{ file, find: 'lead >= 0xc2 &&', replace: 'lead >= 0xc0 &&' }],
  },
  {
    name: 'surrogates',
    mistake: 'accepts ED A0 80 as a surrogate',
    edits: [{ file, find: 'if (lead === 0xed) high = 0x9f; // above: surrogates', replace: '' }],
  },
  {
    name: 'strips-bom',
    mistake: 'drops a leading byte order mark',
    edits: [
      {
        file,
        find: 'return text + String.fromCharCode(...units.subarray(0, size));',
        replace: "return (text + String.fromCharCode(...units.subarray(0, size))).replace(/^\\ufeff/, '');",
      },
    ],
  },
  {
    name: 'cesu-8',
    mistake: 'encodes the halves of a surrogate pair on their own, three bytes each',
    edits: [
      { file, find: 'let point = text.codePointAt(i)!;', replace: 'const point = text.charCodeAt(i);' },
      { file, find: 'if (point >= 0xd800 && point <= 0xdfff) point = REPLACEMENT;', replace: '' },
    ],
  },
  {
    name: 'one-spread',
    mistake: 'turns all code units into a string with one call, as its arguments',
    edits: [
      { file, find: 'new Uint16Array(CHUNK)', replace: 'new Uint16Array(bytes.length)' },
      { file, find: 'if (size > CHUNK - 2) {', replace: 'if (size > bytes.length) {' },
    ],
  },
]);

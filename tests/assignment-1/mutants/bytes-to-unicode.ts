import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/bytes-to-unicode.ts';

export default defineMutants('bytes-to-unicode', [
  {
    name: 'keeps-soft-hyphen',
    mistake: 'byte 173 stands for itself',
    edits: [{ file, find: '(byte >= 161 && byte <= 172) || (byte >= 174', replace: '(byte >= 161' }],
  },
  {
    name: 'starts-at-257',
    mistake: 'the first stand-in is U+0101',
    edits: [{ file, find: '256 + remapped++', replace: '257 + remapped++' }],
  },
  {
    name: 'descending',
    mistake: 'stand-ins are given out from the last byte to the first',
    edits: [{ file, find: '256 + remapped++', replace: '256 + 67 - remapped++' }],
  },
]);

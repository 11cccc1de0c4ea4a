import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/token-file.ts';

export default defineMutants('token-file', [
  {
    name: 'big-endian',
    mistake: 'writes the high byte first, which is the default of DataView',
    edits: [{ file, find: 'block.setUint16(filled, id, true)', replace: 'block.setUint16(filled, id)' }],
  },
  {
    name: 'signed',
    mistake: 'reads ids of 32,768 and more as negative numbers',
    edits: [{ file, find: 'new Uint16Array(Number(count))', replace: 'new Int16Array(Number(count))' }],
  },
  {
    name: 'pads-to-16',
    mistake: 'pads the header to a multiple of 16',
    edits: [{ file, find: 'const HEADER_BYTES = 128;', replace: 'const HEADER_BYTES = 80;' }],
  },
  {
    name: 'threshold-one-too-low',
    mistake: 'a vocabulary of 65,536 takes 32 bits, as if its largest id were 65,536',
    edits: [{ file, find: 'vocabSize <= 2 ** 16', replace: 'vocabSize < 2 ** 16' }],
  },
  {
    name: 'collects-ids',
    mistake: 'holds all ids in memory before it writes the first',
    edits: [{ file, find: 'for (const id of ids) {', replace: 'for (const id of [...ids]) {' }],
  },
]);

import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/answers.ts';

export default defineMutants('utf8-broken-decoder', [
  {
    name: 'ascii',
    mistake: 'an input in which every byte is a character',
    edits: [{ file, find: 'Uint8Array.of(0xc3, 0xa9)', replace: 'Uint8Array.of(0x68, 0x69)' }],
  },
  {
    name: 'decodable',
    mistake: 'two bytes that are a character',
    edits: [{ file, find: 'Uint8Array.of(0xc3, 0x28)', replace: 'Uint8Array.of(0xc3, 0xa8)' }],
  },
]);

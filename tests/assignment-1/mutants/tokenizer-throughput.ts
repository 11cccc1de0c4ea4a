import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/answers.ts';

export default defineMutants('tokenizer-throughput', [
  {
    name: 'gibibytes',
    mistake: 'takes 825 GB for 825 GiB',
    edits: [{ file, find: 'PILE_BYTES = 825e9', replace: 'PILE_BYTES = 825 * 2 ** 30' }],
  },
  {
    name: 'infinite-time',
    mistake: 'a rate of zero takes infinitely long',
    edits: [{ file, find: 'if (!(bytesPerSecond > 0))', replace: 'if (!(bytesPerSecond >= 0))' }],
  },
]);

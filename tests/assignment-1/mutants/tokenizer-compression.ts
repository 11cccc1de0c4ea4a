import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/answers.ts';

export default defineMutants('tokenizer-compression', [
  {
    name: 'tokens-per-byte',
    mistake: 'the ratio upside down',
    edits: [{ file, find: 'return numBytes / numTokens;', replace: 'return numTokens / numBytes;' }],
  },
  {
    name: 'nats',
    mistake: 'does not turn nats into bits',
    edits: [{ file, find: 'lossNats / Math.LN2 / bytesPerToken', replace: 'lossNats / bytesPerToken' }],
  },
  {
    name: 'without-special-tokens',
    mistake: 'does not count the special tokens between the documents',
    edits: [{ file, find: 'mobyTokens1024 = 447_632', replace: 'mobyTokens1024 = 447_494' }],
  },
]);

import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/top-p.ts';

export default defineMutants('top-p', [
  {
    name: 'drops-the-crossing-token',
    mistake: 'drops the token with which p is reached',
    edits: [
      { file, find: 'before.lt(p)', replace: 'before.add(sorted).le(p)' },
      { file, find: 'rank.lt(minTokensToKeep)', replace: 'rank.lt(minTokensToKeep)' },
    ],
  },
  {
    name: 'one-too-many',
    mistake: 'keeps one more when the sum is exactly p',
    edits: [{ file, find: 'before.lt(p)', replace: 'before.le(p)' }],
  },
  {
    name: 'ascending',
    mistake: 'sums from the least likely token on',
    edits: [{ file, find: 'const rank = ranks(logits);', replace: 'const rank = ranks(logits.neg());' }],
  },
  {
    name: 'cumsum-of-logits',
    mistake: 'sums logits',
    edits: [
      { file, find: 'softmax(logits, -1).gather(', replace: 'logits.gather(' },
      {
        file,
        find: `import { softmax } from './softmax.ts';
`,
        replace: '',
      },
    ],
  },
  {
    name: 'sorted-order',
    mistake: 'applies the mask in sorted order',
    edits: [{ file, find: "before.lt(p).to('i32').gather(-1, rank).to('bool')", replace: 'before.lt(p)' }],
  },
  {
    name: 'minimum-ignored',
    mistake: 'ignores minTokensToKeep',
    edits: [{ file, find: 'rank.lt(minTokensToKeep)', replace: 'rank.lt(1)' }],
  },
]);

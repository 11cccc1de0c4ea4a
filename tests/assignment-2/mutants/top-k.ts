import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/top-k.ts';

export default defineMutants('top-k', [
  {
    name: 'keeps-ties',
    mistake: 'keeps all that are as large as the k-th',
    edits: [
      { file, find: 'ranks(logits).lt(k)', replace: 'logits.ge(logits.topk(k).values.narrow(-1, k - 1, 1))' },
      {
        file,
        find: `import { ranks } from './ranks.ts';
`,
        replace: '',
      },
    ],
  },
  {
    name: 'smallest',
    mistake: 'keeps the smallest',
    edits: [{ file, find: 'ranks(logits).lt(k)', replace: 'ranks(logits.neg()).lt(k)' }],
  },
  {
    name: 'sorted',
    mistake: 'returns the logits sorted',
    edits: [
      {
        file,
        find: 'ranks(logits).lt(k).where(logits, REMOVED)',
        replace: 'ranks(logits.sort(-1, true).values).lt(k).where(logits.sort(-1, true).values, REMOVED)',
      },
    ],
  },
  {
    name: 'whole-batch',
    mistake: 'ranks all rows together',
    edits: [
      {
        file,
        find: 'ranks(logits).lt(k)',
        replace: 'ranks(logits.flatten()).reshape(logits.shape).lt(k * (logits.size / logits.shape.at(-1)!))',
      },
    ],
  },
]);

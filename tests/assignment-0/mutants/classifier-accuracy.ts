import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/classifier-accuracy.ts';

export default defineMutants('classifier-accuracy', [
  {
    name: 'over-the-batch',
    mistake: 'looks for the best example of a class, not the best class of an example',
    edits: [
      {
        file,
        find: 'row.indexOf(Math.max(...row)) === label',
        replace: 'scores.data.every((score, at) => at % classes !== label || score <= row[label]!)',
      },
    ],
  },
  {
    name: 'last-of-equals',
    mistake: 'takes the last of equal scores',
    edits: [{ file, find: 'row.indexOf(', replace: 'row.lastIndexOf(' }],
  },
  {
    name: 'integer-division',
    mistake: 'rounds the share down',
    edits: [{ file, find: 'return correct / batch', replace: 'return Math.floor(correct / batch)' }],
  },
]);

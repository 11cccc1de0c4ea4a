import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/arithmetic-backs.ts';

export default defineMutants('arithmetic-backs', [
  {
    name: 'sign',
    mistake: 'forgets the minus of subtract',
    edits: [
      { file, find: 'unbroadcast(negative(gradOut), asArr(y))', replace: 'unbroadcast(gradOut, asArr(y))' },
    ],
  },
  {
    name: 'y-for-y-squared',
    mistake: 'divides by y, not by its square',
    edits: [{ file, find: 'multiply(y, y)', replace: 'multiply(y, 1)' }],
  },
  {
    name: 'no-unbroadcast',
    mistake: 'leaves the gradient of y in the shape of the result',
    edits: [
      { file, find: 'unbroadcast(multiply(gradOut, slope), asArr(y))', replace: 'multiply(gradOut, slope)' },
    ],
  },
]);

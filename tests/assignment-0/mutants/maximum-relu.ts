import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/maximum-relu.ts';

export default defineMutants('maximum-relu', [
  {
    name: 'tie-to-both',
    mistake: 'gives all of the gradient to both of two equal ones',
    edits: [{ file, find: 'multiply(isTie, -0.5)', replace: 'multiply(isTie, 0)' }],
  },
  {
    name: 'tie-to-none',
    mistake: 'gives nothing to equal ones',
    edits: [{ file, find: 'multiply(isTie, -0.5)', replace: 'multiply(isTie, -1)' }],
  },
  {
    name: 'no-unbroadcast',
    mistake: 'leaves the gradient of y in the shape of the result',
    edits: [
      {
        file,
        find: 'unbroadcast(multiply(gradOut, share(y, x)), asArr(y))',
        replace: 'multiply(gradOut, share(y, x))',
      },
    ],
  },
]);

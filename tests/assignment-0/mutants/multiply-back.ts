import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/multiply-back.ts';

export default defineMutants('multiply-back', [
  {
    name: 'no-unbroadcast',
    mistake: 'leaves the gradient in the shape of the result',
    edits: [
      {
        file,
        find: 'return unbroadcast(multiply(gradOut, y), asArr(x));',
        replace: 'return asArr(x).data.length > 0 ? multiply(gradOut, y) : unbroadcast(gradOut, asArr(x));',
      },
    ],
  },
  {
    name: 'roles-exchanged',
    mistake: 'multiplies by the factor itself',
    edits: [{ file, find: 'multiply(gradOut, y)', replace: 'multiply(gradOut, x)' }],
  },
  {
    name: 'divides-out',
    mistake: 'divides the result by the factor, which may be 0',
    edits: [
      {
        file,
        find: 'multiplyBack0(gradOut: Arr, _out: Arr',
        replace: 'multiplyBack0(gradOut: Arr, out: Arr',
      },
      {
        file,
        find: 'unbroadcast(multiply(gradOut, y), asArr(x))',
        replace: 'unbroadcast(multiply(gradOut, divide(out, x)), asArr(x))',
      },
      { file, find: 'import { multiply }', replace: 'import { divide, multiply }' },
    ],
  },
]);

import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/shape-backs.ts';

export default defineMutants('shape-backs', [
  {
    name: 'not-the-inverse',
    mistake: 'permutes by the same permutation',
    edits: [
      {
        file,
        find: 'axes.map((_, axis) => axes.indexOf(axis))',
        replace: 'axes.map((_, axis) => axes[axis]!)',
      },
    ],
  },
  {
    name: 'shape-of-out',
    mistake: 'reshapes to the shape of the result',
    edits: [
      {
        file,
        find: 'return reshape(gradOut, x.shape);',
        replace: 'return reshape(gradOut, x.data.length > 0 ? gradOut.shape : x.shape);',
      },
    ],
  },
  {
    name: 'expand-in-full',
    mistake: 'does not sum over expanded axes',
    edits: [
      {
        file,
        find: 'return unbroadcast(gradOut, x);',
        replace: 'return x.data.length < 0 ? unbroadcast(gradOut, x) : gradOut;',
      },
    ],
  },
  {
    name: 'exp-of-x',
    mistake: 'computes exp x again, and not from out',
    edits: [
      {
        file,
        find: 'expBack(gradOut: Arr, out: Arr, _x: Arr)',
        replace: 'expBack(gradOut: Arr, _out: Arr, x: Arr)',
      },
      { file, find: 'multiply(gradOut, out)', replace: 'multiply(gradOut, exp(x))' },
      { file, find: 'import { multiply,', replace: 'import { exp, multiply,' },
    ],
  },
]);

import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/log-back.ts';

export default defineMutants('log-back', [
  {
    name: 'divides-by-out',
    mistake: 'divides by the result',
    edits: [
      {
        file,
        find: 'logBack(gradOut: Arr, _out: Arr, x: Arr)',
        replace: 'logBack(gradOut: Arr, out: Arr, x: Arr)',
      },
      { file, find: 'divide(gradOut, x)', replace: 'divide(gradOut, out)' },
    ],
  },
  {
    name: 'ignores-the-gradient',
    mistake: 'returns 1/x',
    edits: [{ file, find: 'divide(gradOut, x)', replace: 'divide(1, x)' }],
  },
  {
    name: 'base-10',
    mistake: 'differentiates the logarithm to base 10',
    edits: [
      {
        file,
        find: 'return divide(gradOut, x);',
        replace: `const scaled = divide(gradOut, x);
  return divide(scaled, Math.LN10);`,
      },
    ],
  },
  {
    name: 'broadcasts',
    mistake: 'stretches a gradient of another shape',
    edits: [
      {
        file,
        find: '!sameShape(gradOut.shape, x.shape)',
        replace: 'gradOut.shape.length > x.shape.length + (sameShape(gradOut.shape, x.shape) ? 0 : 9)',
      },
    ],
  },
]);

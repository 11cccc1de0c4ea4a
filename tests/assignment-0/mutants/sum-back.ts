import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/sum-back.ts';

export default defineMutants('sum-back', [
  {
    name: 'at-the-end',
    mistake: 'puts summed axes at the end',
    edits: [
      {
        file,
        find: 'expand(reshape(gradOut, kept), x.shape)',
        replace: 'expand(reshape(gradOut, kept.toSorted((a, b) => b - a)), x.shape)',
      },
    ],
  },
  {
    name: 'one-axis',
    mistake: 'looks at the first of several axes only',
    edits: [{ file, find: '[dim].flat();', replace: '[dim].flat().slice(0, 1);' }],
  },
  {
    name: 'negative',
    mistake: 'does not count negative axes from the end',
    edits: [{ file, find: 'd < 0 ? d + rank : d', replace: 'd < 0 ? -d - 1 : d + 0 * rank' }],
  },
  {
    name: 'mean',
    mistake: 'divides by the number of elements',
    edits: [
      {
        file,
        find: 'return expand(reshape(gradOut, kept), x.shape);',
        replace: `const grad = expand(reshape(gradOut, kept), x.shape);
  const share = gradOut.data.length / grad.data.length;
  return { shape: grad.shape, data: grad.data.map((g) => g * share) };`,
      },
    ],
  },
  {
    name: 'shared',
    mistake: 'returns the gradient itself when its shape is right',
    edits: [
      {
        file,
        find: 'return expand(reshape(gradOut, kept), x.shape);',
        replace: `if (gradOut.data.length === x.data.length) return { shape: [...x.shape], data: gradOut.data };
  return expand(reshape(gradOut, kept), x.shape);`,
      },
    ],
  },
]);

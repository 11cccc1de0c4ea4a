import { defineMutants } from '@dawnbook/grader/self-check';

export default defineMutants('causal-mask', [
  {
    name: 'strict',
    mistake: 'hides a position from itself',
    edits: [{ file: 'src/mask.ts', find: '.le(queries)', replace: '.lt(queries)' }],
  },
  {
    name: 'upper',
    mistake: 'allows what comes after',
    edits: [{ file: 'src/mask.ts', find: '.le(queries)', replace: '.ge(queries)' }],
  },
  {
    name: 'offset-forgotten',
    mistake: 'takes the queries for the first positions',
    edits: [{ file: 'src/mask.ts', find: '.add(numKeys - numQueries)', replace: '.add(0)' }],
  },
  {
    name: 'multiplies',
    mistake: 'multiplies masked scores with 0',
    edits: [
      { file: 'src/mask.ts', find: 'mask.where(scores, MASKED)', replace: "scores.mul(mask.to('f32'))" },
    ],
  },
  {
    name: 'adds',
    mistake: 'adds −1e30 and lets large scores through',
    edits: [
      {
        file: 'src/mask.ts',
        find: 'mask.where(scores, MASKED)',
        replace: 'scores.add(mask.where(0, MASKED))',
      },
    ],
  },
]);

import { defineMutants } from '@dawnbook/grader/self-check';

export default defineMutants('scaled-dot-product-attention', [
  {
    name: 'scale-of-values',
    mistake: 'scales by √dV',
    edits: [{ file: 'src/attention.ts', find: 'q.shape.at(-1)!', replace: 'v.shape.at(-1)!' }],
  },
  {
    name: 'scale-without-root',
    mistake: 'divides by dK',
    edits: [{ file: 'src/attention.ts', find: 'Math.sqrt(dK)', replace: 'dK' }],
  },
  {
    name: 'mask-inverted',
    mistake: 'takes true for hidden',
    edits: [
      {
        file: 'src/attention.ts',
        find: 'applyMask(scores, mask)',
        replace: 'applyMask(scores, mask.logicalNot())',
      },
      { file: 'src/attention.ts', find: 'mask.where(weights, 0)', replace: 'mask.where(0, weights)' },
    ],
  },
  {
    name: 'mask-after-softmax',
    mistake: 'masks the weights and does not renormalize',
    edits: [
      {
        file: 'src/attention.ts',
        find: 'softmax(mask === undefined ? scores : applyMask(scores, mask), -1)',
        replace: 'softmax(scores, -1)',
      },
    ],
  },
  {
    name: 'over-queries',
    mistake: 'normalizes over the queries',
    edits: [
      {
        file: 'src/attention.ts',
        find: 'applyMask(scores, mask), -1)',
        replace: 'applyMask(scores, mask), -2)',
      },
    ],
  },
  {
    name: 'leaks',
    mistake: 'adds −10 to masked scores',
    edits: [
      {
        file: 'src/attention.ts',
        find: 'applyMask(scores, mask)',
        replace: 'scores.add(mask.where(0, -10))',
      },
      {
        file: 'src/attention.ts',
        find: 'if (mask !== undefined) weights = mask.where(weights, 0);',
        replace: '',
      },
      { file: 'src/attention.ts', find: "import { applyMask } from './mask.ts';\n", replace: '' },
    ],
  },
  {
    name: 'empty-rows',
    mistake: 'averages all values where nothing is allowed',
    edits: [
      {
        file: 'src/attention.ts',
        find: 'if (mask !== undefined) weights = mask.where(weights, 0);',
        replace: '',
      },
    ],
  },
]);

import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/kernel-row-sum.ts';

export default defineMutants('kernel-row-sum', [
  {
    name: 'barrier-in-a-branch',
    mistake: 'puts the barrier into a branch',
    edits: [
      {
        file,
        find: `          workgroupBarrier();
          if (j < half) {`,
        replace: `          if (j < half) {
            workgroupBarrier();`,
      },
    ],
  },
  {
    name: 'no-barrier',
    mistake: 'does not wait for the other threads',
    edits: [
      {
        file,
        find: `          workgroupBarrier();
`,
        replace: '',
      },
    ],
  },
  {
    name: '128-columns',
    mistake: 'adds up the first 128 columns only',
    edits: [
      {
        file,
        find: 'column < params.cols; column += 128u',
        replace: 'column < min(params.cols, 128u); column += 128u',
      },
    ],
  },
  {
    name: 'reads-again',
    mistake: 'reads global memory in every round',
    edits: [
      {
        file,
        find: '            partial[j] += partial[j + half];',
        replace:
          '            partial[j] += partial[j + half] + 0.0 * x[min(row * params.cols + j, params.rows * params.cols - 1u)];',
      },
    ],
  },
  {
    name: 'one-thread-adds',
    mistake: 'lets one thread add up everything',
    edits: [
      {
        file,
        find: '        partial[j] = sum;',
        replace: `        sum = 0.0;
        if (j == 0u && row < params.rows) {
          for (var column = 0u; column < params.cols; column++) {
            sum += x[row * params.cols + column];
          }
        }
        partial[j] = sum;`,
      },
      { file, find: 'if (row < params.rows) {', replace: 'if (row > params.rows) {' },
    ],
  },
  {
    name: 'one-dimension',
    mistake: 'has a grid of one dimension, and rows beyond its end are left out',
    edits: [
      {
        file,
        find: 'return [columns, Math.ceil(rows! / Math.max(1, columns))];',
        replace: 'return [columns, 1];',
      },
    ],
  },
]);

import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/gpu-setup.ts';

export default defineMutants('gpu-setup', [
  {
    name: 'sums-on-the-cpu',
    mistake: 'adds up in JavaScript',
    edits: [
      { file, find: `await arange(0, n, 1, { dtype: 'u32' }).sum().item()`, replace: '(n * (n - 1)) / 2' },
    ],
  },
  {
    name: 'a-device-for-each-call',
    mistake: 'opens a new device in every call',
    edits: [{ file, find: 'opened ??= openDevice();', replace: 'opened = openDevice();' }],
  },
  {
    name: 'signed-integers',
    mistake: 'adds up in signed integers, which overflow',
    edits: [{ file, find: `dtype: 'u32'`, replace: `dtype: 'i32'` }],
  },
  {
    name: 'hides-the-error',
    mistake: 'replaces the error of the engine by one that names no remedy',
    edits: [
      {
        file,
        find: 'opened ??= openDevice();',
        replace: `opened ??= openDevice().catch(() => {
    throw new Error('no GPU');
  });`,
      },
    ],
  },
]);

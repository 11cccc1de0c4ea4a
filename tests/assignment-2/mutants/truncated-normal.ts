import { defineMutants } from '@dawnbook/grader/self-check';

export default defineMutants('truncated-normal', [
  {
    name: 'clamps',
    mistake: 'moves what falls outside to the bound',
    edits: [
      {
        file: 'src/init.ts',
        find: `    for (;;) {
      const value = mean + std * normal();
      if (value >= low && value <= high) return value;
    }
`,
        replace: '    return Math.min(high, Math.max(low, mean + std * normal()));\n',
      },
    ],
  },
  {
    name: 'variance',
    mistake: 'takes the variance for the standard deviation',
    edits: [
      {
        file: 'src/init.ts',
        find: 'const value = mean + std * normal();',
        replace: 'const value = mean + Math.sqrt(std) * normal();',
      },
    ],
  },
  {
    name: 'bounds-of-one',
    mistake: 'cuts at ±3 and not at ±3 std',
    edits: [
      {
        file: 'src/init.ts',
        find: 'low = mean - 3 * std, high = mean + 3 * std',
        replace: 'low = mean - 3, high = mean + 3',
      },
    ],
  },
  {
    name: 'bounds-around-zero',
    mistake: 'forgets the mean in the default bounds',
    edits: [
      {
        file: 'src/init.ts',
        find: 'low = mean - 3 * std, high = mean + 3 * std',
        replace: 'low = -3 * std, high = 3 * std',
      },
    ],
  },
  {
    name: 'one-seed',
    mistake: 'draws the same numbers for every seed',
    edits: [
      {
        file: 'src/init.ts',
        find: 'const normal = normalNumbers(seed);',
        replace: 'const normal = normalNumbers(0 * seed);',
      },
    ],
  },
  {
    name: 'rounds-down',
    mistake: 'takes the multiple below 8/3·dModel',
    edits: [{ file: 'src/init.ts', find: 'Math.round(', replace: 'Math.floor(' }],
  },
]);

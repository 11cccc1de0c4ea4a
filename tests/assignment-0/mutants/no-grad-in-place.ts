import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/no-grad-in-place.ts';

export default defineMutants('no-grad-in-place', [
  {
    name: 'not-after-errors',
    mistake: 'leaves recording off when fn throws',
    edits: [
      {
        file,
        find: `  try {
    const result`,
        replace: `  {
    const result`,
      },
      {
        file,
        find: `    return result;
  } finally {
    gradMode.enabled = before;
  }`,
        replace: `    gradMode.enabled = before;
    return result;
  }`,
      },
    ],
  },
  {
    name: 'turns-on',
    mistake: 'turns recording on at the end of a nested noGrad',
    edits: [
      { file, find: 'gradMode.enabled = before;', replace: 'gradMode.enabled = true;' },
      { file, find: 'const before = gradMode.enabled;', replace: '' },
    ],
  },
  {
    name: 'never-checked',
    mistake: 'counts changes, and never looks',
    edits: [
      {
        file,
        find: 'isArr(arg) && versionOf(arg) !== versions[i]',
        replace: 'isArr(arg) && versionOf(arg) < versions[i]!',
      },
    ],
  },
  {
    name: 'not-counted',
    mistake: 'does not count the change',
    edits: [
      {
        file,
        find: `  bumpVersion(x.arr);
`,
        replace: '',
      },
      { file, find: 'import { bumpVersion, versionOf }', replace: 'import { versionOf }' },
    ],
  },
  {
    name: 'blocks-all',
    mistake: 'refuses every change outside of noGrad',
    edits: [{ file, find: 'gradMode.enabled && x.requiresGrad', replace: 'gradMode.enabled' }],
  },
]);

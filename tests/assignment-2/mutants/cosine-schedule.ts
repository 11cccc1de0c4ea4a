import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/cosine-schedule.ts';

export default defineMutants('cosine-schedule', [
  {
    name: 'warm-up-plus-one',
    mistake: 'warms up with t + 1',
    edits: [{ file, find: '(t / warmupSteps) * maxLr', replace: '((t + 1) / warmupSteps) * maxLr' }],
  },
  {
    name: 'cosine-over-all',
    mistake: 'spreads the cosine over all steps instead of those after the warm-up',
    edits: [{ file, find: '(t - warmupSteps) / (cosineSteps - warmupSteps)', replace: 't / cosineSteps' }],
  },
  {
    name: 'zero-at-the-end',
    mistake: 'is 0 after the end',
    edits: [{ file, find: 'if (t > cosineSteps) return minLr;', replace: 'if (t > cosineSteps) return 0;' }],
  },
  {
    name: 'degrees',
    mistake: 'takes the cosine of degrees',
    edits: [{ file, find: 'Math.cos(Math.PI * progress)', replace: 'Math.cos(180 * progress)' }],
  },
  {
    name: 'division-by-zero',
    mistake: 'divides by 0 when there is no cosine',
    edits: [{ file, find: 'cosineSteps === warmupSteps ? 0 : ', replace: '' }],
  },
]);

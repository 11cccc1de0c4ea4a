import { defineConfig } from 'vitest/config';

/** The suite's check of itself. Its public and hidden tests are run by `assignment-1`, `solution-1` and the judge. */
export default defineConfig({
  test: {
    include: ['self-check.test.ts'],
    pool: 'forks',
    // Each mutant is graded in processes of its own; two at a time keep two cores busy.
    maxConcurrency: 2,
    sequence: { concurrent: false },
  },
});

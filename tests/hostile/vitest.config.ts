import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['*.test.ts'],
    pool: 'forks',
    // Each case is graded in processes of its own; two at a time keep two cores busy.
    maxConcurrency: 2,
    // A deadline for a judge that hangs, not a claim about speed.
    testTimeout: 300_000,
  },
});

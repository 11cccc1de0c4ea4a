import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/fixtures/**'],
    setupFiles: ['test/support/seed.ts'],
    pool: 'forks',
    isolate: false,
    // Some tests start processes and grade with them: a deadline for a busy machine, not a claim about speed.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});

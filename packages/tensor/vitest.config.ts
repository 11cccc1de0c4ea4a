import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // A device opens in the main thread of a process only.
    pool: 'forks',
    // Many tests start processes, which take their time on a busy machine. This only ends what hangs.
    testTimeout: 60_000,
    include: ['test/**/*.test.ts'],
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // The fixtures have tests, too; they are run by the command.
    include: ['test/*.test.ts'],
    // Tests change the current folder, which only processes have.
    pool: 'forks',
    // They mostly wait for processes.
    maxWorkers: '100%',
    testTimeout: 180_000,
  },
});

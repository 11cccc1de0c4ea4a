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
    // What is printed is compared without colours, whatever the terminal that the tests run on can show.
    env: { NO_COLOR: '1' },
  },
});

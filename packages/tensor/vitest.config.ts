import { defineConfig } from 'vitest/config';

const common = {
  // A device opens in the main thread of a process only.
  pool: 'forks',
  // Many tests start processes, which take their time on a busy machine. This only ends what hangs.
  testTimeout: 60_000,
} as const;

const engine = (...names: readonly string[]): string[] => names.map((name) => `test/engine/${name}.test.ts`);

export default defineConfig({
  test: {
    projects: [
      { test: { ...common, name: 'tensor', include: ['test/**/*.test.ts'] } },
      // What adapters of another kind get, on the adapter that is there.
      {
        test: {
          ...common,
          name: 'kernels for real GPUs',
          env: { DAWNBOOK_KERNELS: 'gpu' },
          include: engine('matmul', 'reductions', 'movement', 'programs', 'transformer'),
        },
      },
      {
        test: {
          ...common,
          name: 'without subgroups',
          env: { DAWNBOOK_SUBGROUPS: '0' },
          include: engine('matmul'),
        },
      },
    ],
  },
});

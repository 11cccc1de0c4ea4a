import { defineConfig } from 'vitest/config';

// Some tests start processes and wait for them: a deadline for a busy machine, not a claim about speed.
export default defineConfig({ test: { testTimeout: 60_000 } });

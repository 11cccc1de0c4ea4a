import { defineConfig } from 'vitest/config';

// Corpora are read whole, and a process is started: a deadline for a busy machine, not a claim about speed.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } });
